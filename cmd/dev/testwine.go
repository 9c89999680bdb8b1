package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// wineNeeds are what a program of Windows needs to run here.
var wineNeeds = []need{
	{program: "wine", apt: "wine", dnf: "wine-core", pacman: "wine"},
	{program: "wineserver", apt: "wine", dnf: "wine-core", pacman: "wine"},
	{program: crossTools + "gcc", apt: crossPackage, dnf: "mingw64-gcc", pacman: "mingw-w64-gcc"},
}

// randomSource is the one function that programs of Go ask Windows for and that
// Wine before version 9 lacks (learn.microsoft.com, "ProcessPrng").
const randomSource = `#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return RtlGenRandom(bytes, (ULONG)count); }
`

// underWine makes a subject ready to run under Wine, with a Windows of its own on
// each screen: nothing touches the user's.
func (t *tree) underWine(ctx context.Context, s *subject) error {
	if err := thisMachine(t).ensure(ctx, wineNeeds); err != nil {
		return err
	}
	s.sees = fromWindows
	s.prepare = t.makeWindows
	s.class = filepath.Base(s.window[len(s.window)-1]) // Wine knows no other
	// Windows has no such signal. It tells its programs that the user leaves.
	s.quit = func(ctx context.Context, d *display, _ *window) error {
		_, err := d.done(ctx, nil, "wine", "wineboot", "--end-session")
		return err
	}
	return nil
}

// fromWindows is the path under which programs under Wine find a file of ours.
func fromWindows(path string) string { return `Z:` + strings.ReplaceAll(path, "/", `\`) }

// makeWindows makes a Windows in the folder of a screen.
func (t *tree) makeWindows(ctx context.Context, d *display) (leave func(), err error) {
	root := d.path("windows")
	// Nobody needs .NET, a browser and a place in the menu of this desktop.
	d.more = append(d.more, "WINEPREFIX="+root, "WINEDEBUG=-all", "WINEDLLOVERRIDES=winemenubuilder.exe=d;mscoree=;mshtml=",
		// What is of Unix beneath Wine, such as Mesa, knows no drive.
		"HOME="+d.path("data"), "XDG_CACHE_HOME="+d.path("cache"))
	leave = func() {
		// It may have ended by itself, which it calls an error.
		_, _ = d.done(context.WithoutCancel(ctx), nil, "wineserver", "--kill")
	}
	if _, err := d.done(ctx, nil, "wine", "wineboot", "--init"); err != nil {
		return leave, fmt.Errorf("make a Windows: %w", err)
	}
	library := filepath.Join(root, "drive_c", "windows", "system32", "bcryptprimitives.dll")
	if _, err := os.Stat(library); err == nil {
		return leave, nil
	}
	source := d.path("random.c")
	if err := os.WriteFile(source, []byte(randomSource), 0o600); err != nil {
		return leave, fmt.Errorf("make a Windows: %w", err)
	}
	_, err = t.output(ctx, nil, crossTools+"gcc", "-shared", "-O2", "-o", library, source, "-ladvapi32")
	return leave, err
}
