package main

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"math/bits"
	"os"
	"path/filepath"
)

// readXWD reads the picture of a screen as the X server keeps it for -fbdir:
// an X window dump, version 7, of 24 or 32 bits a pixel in true colour
// (X11/XWDFile.h).
func readXWD(dump []byte) (*image.RGBA, error) {
	const fields = 25
	if len(dump) < 4*fields {
		return nil, fmt.Errorf("read the screen: %d bytes are no picture", len(dump))
	}
	var h [fields]uint32
	for i := range h {
		h[i] = binary.BigEndian.Uint32(dump[4*i:])
	}
	headerSize, version, width, height := int(h[0]), h[1], int(h[4]), int(h[5])
	bitsPerPixel, bytesPerLine := h[11], int(h[12])
	masks := [3]uint32{h[14], h[15], h[16]}
	colors := int(h[19])
	const colorSize, maxSide = 12, 1 << 14
	if version != 7 || bitsPerPixel != 32 || width > maxSide || height > maxSide {
		return nil, fmt.Errorf("read the screen: a dump of version %d with %d bits a pixel and %dx%d pixels", version, bitsPerPixel, width, height)
	}
	start := headerSize + colors*colorSize
	if headerSize < 4*fields || bytesPerLine < 4*width || start < 0 || len(dump)-start < bytesPerLine*height {
		return nil, fmt.Errorf("read the screen: %d bytes hold no %dx%d pixels", len(dump), width, height)
	}
	var order binary.ByteOrder = binary.LittleEndian
	if h[7] == 1 {
		order = binary.BigEndian
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		line := dump[start+y*bytesPerLine:]
		for x := range width {
			pixel := order.Uint32(line[4*x:])
			at := img.PixOffset(x, y)
			for i, mask := range masks {
				img.Pix[at+i] = uint8(pixel & mask >> bits.TrailingZeros32(mask))
			}
			img.Pix[at+3] = 0xff
		}
	}
	return img, nil
}

// different is the share of the pixels, 0 to 1, that differ between two
// pictures of one screen.
func different(a, b *image.RGBA) float64 {
	if a.Rect != b.Rect {
		return 1
	}
	n := 0
	for i := 0; i < len(a.Pix); i += 4 {
		if [4]byte(a.Pix[i:i+4]) != [4]byte(b.Pix[i:i+4]) {
			n++
		}
	}
	return float64(n) / float64(len(a.Pix)/4)
}

// blank reports whether a picture has fewer than a handful of colours, as a
// screen without a window has, or a window that has not drawn yet.
func blank(img *image.RGBA) bool {
	seen := map[[4]byte]bool{}
	for i := 0; i < len(img.Pix); i += 4 {
		seen[[4]byte(img.Pix[i:i+4])] = true
		if len(seen) > 8 {
			return false
		}
	}
	return true
}

// dark reports whether most of a picture is darker than a middle grey.
func dark(img *image.RGBA) bool {
	n := 0
	for i := 0; i < len(img.Pix); i += 4 {
		if int(img.Pix[i])+int(img.Pix[i+1])+int(img.Pix[i+2]) < 3*128 {
			n++
		}
	}
	return n > len(img.Pix)/8
}

// writePNG writes a picture to path and makes its folder.
func writePNG(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write the picture %s: %w", path, err)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	err = png.Encode(f, img)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write the picture %s: %w", path, err)
	}
	return nil
}
