// Command emptywindow is a window of the toolkit with nothing in it but a
// word, and the measure for the start and the memory of the real one. It
// prints the figures that the real one prints. It must not import anything of
// ours.
package main

import (
	"fmt"
	"image"
	"os"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("app.carebook.empty")
	w := a.NewWindow("Empty")
	// A raster is asked for its pixels while a frame is drawn.
	var once sync.Once
	drawn := canvas.NewRaster(func(width, height int) image.Image {
		once.Do(func() { go func() { fyne.Do(func() { measure(a) }) }() })
		return image.NewRGBA(image.Rect(0, 0, width, height)) // see-through
	})
	w.SetContent(container.NewStack(widget.NewLabel("Empty"), drawn))
	w.Resize(fyne.NewSize(1280, 800))
	w.ShowAndRun()
}

// measure runs once the first frame is drawn.
func measure(a fyne.App) {
	switch os.Getenv("CAREBOOK_BENCH") {
	case "start":
		fmt.Fprintln(os.Stderr, "bench start rows_ms=0")
		a.Quit()
	case "memory":
		time.AfterFunc(3*time.Second, func() {
			fmt.Fprintf(os.Stderr, "bench memory rss_mib=%.1f\n", resident())
			fyne.Do(a.Quit)
		})
	}
}

// resident is the memory of this process in MiB.
func resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kib); err == nil {
			return kib / 1024
		}
	}
	return 0
}
