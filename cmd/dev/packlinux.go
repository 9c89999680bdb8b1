package main

import (
	"bytes"
	"context"
	"crypto/md5" // dpkg's own check sums
	"debug/elf"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// packLinux makes the Debian package and the archive for every other Linux.
func (t *tree) packLinux(ctx context.Context, r release) error {
	return inTemp(func(dir string) error {
		program := filepath.Join(dir, "carebook")
		env := []string{"CGO_ENABLED=1", "GOOS=linux", "GOARCH=" + runtime.GOARCH}
		// It is no position-independent executable, which Debian would like: every
		// process would hold 8 MiB more of addresses put right at its start, and that
		// in the background has 30 MiB in all. What is C in it is GLFW alone.
		// The hash over a program's parts that ld adds is of no use without its
		// debug symbols.
		if err := t.compile(ctx, program, env, packTags, "-extldflags=-Wl,--build-id=none"); err != nil {
			return err
		}
		files, err := t.linuxTree(ctx, r, program)
		if err != nil {
			return err
		}
		depends, err := dependsOf(program)
		if err != nil {
			return err
		}
		deb, err := debian(ctx, r, asDebianWants(files), depends)
		if err != nil {
			return err
		}
		if err := t.keep(r, "carebook_"+r.version+"_"+runtime.GOARCH+".deb", deb); err != nil {
			return err
		}
		return t.packArchive(ctx, r, files)
	})
}

// packArchive makes the archive with its installer.
func (t *tree) packArchive(ctx context.Context, r release, files []member) error {
	script, err := os.ReadFile(t.path("assets/linux/install.sh"))
	if err != nil {
		return fmt.Errorf("read the installer: %w", err)
	}
	name := "carebook-" + r.version + "-linux-" + runtime.GOARCH
	plain, err := tarOf(name+"/", append(slices.Clone(files), member{"install.sh", 0o755, script}), r.at)
	if err != nil {
		return err
	}
	small, err := xzipped(ctx, plain)
	if err != nil {
		return err
	}
	return t.keep(r, name+".tar.xz", small)
}

// docs is the folder of what there is to read about the program.
const docs = "usr/share/doc/carebook/"

// apache is the text of that licence, of which every Debian has a copy.
var apache = regexp.MustCompile(`(?s)[ \t]*Apache License\n\s*Version 2\.0, January 2004\n.*?END OF TERMS AND CONDITIONS\n`)

// asDebianWants are the files with what Debian's policy (12.5) asks for: a
// licence that it has itself is named rather than given.
func asDebianWants(files []member) []member {
	files = slices.Clone(files)
	for i, f := range files {
		if f.name == docs+"copyright" {
			files[i].content = apache.ReplaceAll(f.content, []byte("Apache License, Version 2.0\n\nOn Debian systems its text is in /usr/share/common-licenses/Apache-2.0.\n"))
		}
	}
	return files
}

// linuxTree are the files of an installed program.
func (t *tree) linuxTree(ctx context.Context, r release, program string) ([]member, error) {
	binary, err := os.ReadFile(program)
	if err != nil {
		return nil, fmt.Errorf("read the program: %w", err)
	}
	files := []member{{"usr/bin/carebook", 0o755, binary}}
	for _, f := range []struct{ from, to string }{
		{"assets/linux/carebook.desktop", "usr/share/applications/carebook.desktop"},
		{"assets/icon/carebook.svg", "usr/share/icons/hicolor/scalable/apps/carebook.svg"},
		{licencesFile, docs + "copyright"},
	} {
		content, err := os.ReadFile(t.path(f.from))
		if err != nil {
			return nil, fmt.Errorf("read a file of the package: %w", err)
		}
		files = append(files, member{f.to, 0o644, content})
	}
	icons, err := t.icons(16, 24, 32, 48, 64, 128, 256, 512)
	if err != nil {
		return nil, err
	}
	for _, i := range icons {
		files = append(files, member{fmt.Sprintf("usr/share/icons/hicolor/%[1]dx%[1]d/apps/carebook.png", i.size), 0o644, i.png})
	}
	// Under the C locale the program speaks English, as man pages do.
	help, err := t.output(ctx, []string{"LC_ALL=C", "DISPLAY="}, program, "--help")
	if err != nil {
		return nil, fmt.Errorf("ask the program for its help: %w", err)
	}
	page, err := manPage(help, r)
	if err != nil {
		return nil, err
	}
	changes, err := os.ReadFile(t.path("assets/linux/changelog"))
	if err != nil {
		return nil, fmt.Errorf("read the changelog: %w", err)
	}
	for name, content := range map[string][]byte{"usr/share/man/man1/carebook.1.gz": []byte(page), docs + "changelog.gz": changes} {
		small, err := gzipped(content)
		if err != nil {
			return nil, err
		}
		files = append(files, member{name, 0o644, small})
	}
	about, err := os.ReadFile(t.path("assets/linux/carebook.metainfo.xml"))
	if err != nil {
		return nil, fmt.Errorf("read what software centres show: %w", err)
	}
	about = []byte(strings.NewReplacer("@VERSION@", r.version, "@DATE@", r.at.Format(time.DateOnly)).Replace(string(about)))
	files = append(files, member{"usr/share/metainfo/" + windowClass + ".metainfo.xml", 0o644, about})
	pages, err := t.guide(ctx, program, docs+"guide/")
	if err != nil {
		return nil, err
	}
	return slices.SortedFunc(slices.Values(append(files, pages...)), byName), nil
}

// debian makes a package of dpkg's (deb(5)). It has no scripts: what must
// follow an installation, such as the menu's cache, is done by the triggers of
// the packages that look after it.
func debian(ctx context.Context, r release, files []member, depends []string) ([]byte, error) {
	var sums strings.Builder
	size := 0
	for _, f := range files {
		fmt.Fprintf(&sums, "%x  %s\n", md5.Sum(f.content), f.name)
		size += (len(f.content) + 1023) / 1024
	}
	control, err := tarOf("./", []member{
		{"control", 0o644, []byte(controlFile(r.version, size, depends))},
		{"md5sums", 0o644, []byte(sums.String())},
	}, r.at)
	if err != nil {
		return nil, err
	}
	data, err := tarOf("./", files, r.at)
	if err != nil {
		return nil, err
	}
	smallControl, err := gzipped(control)
	if err != nil {
		return nil, err
	}
	smallData, err := xzipped(ctx, data)
	if err != nil {
		return nil, err
	}
	return arOf([]member{
		{"debian-binary", 0o644, []byte("2.0\n")},
		{"control.tar.gz", 0o644, smallControl},
		{"data.tar.xz", 0o644, smallData},
	}, r.at)
}

// controlFile describes the package to dpkg (deb-control(5)); size is that of
// the installed files in KiB. A maintainer must have an address: this one, by RFC
// 2606, can never be anybody's.
func controlFile(version string, size int, depends []string) string {
	return fmt.Sprintf(`Package: carebook
Version: %s
Architecture: %s
Maintainer: The Carebook authors <authors@carebook.invalid>
Installed-Size: %d
Depends: %s
Recommends: fonts-noto-cjk, xdg-utils
Section: utils
Priority: optional
Description: address book of one salesperson
 Takes the contacts out of a phone, keeps everything that was in them, and finds
 anybody in the time it takes to type three letters. Says every morning whom to
 greet, call and visit, and shows whether the time goes to the customers who
 deserve it.
 .
 It works offline, for good: no account, no server, no connection to anywhere.
`, version, runtime.GOARCH, size, strings.Join(depends, ", "))
}

// debianPackages bring the libraries that the program is linked with or opens
// while it runs.
var debianPackages = map[string]string{
	"libGL.so.1":       "libgl1",
	"libGLX.so.0":      "libgl1",
	"libX11.so.6":      "libx11-6",
	"libXcursor.so.1":  "libxcursor1",
	"libXext.so.6":     "libxext6",
	"libXi.so.6":       "libxi6",
	"libXinerama.so.1": "libxinerama1",
	"libXrandr.so.2":   "libxrandr2",
	"libXrender.so.1":  "libxrender1",
	"libXxf86vm.so.1":  "libxxf86vm1",
	// All of these are the C library's.
	"libc.so.6": "libc6", "libm.so.6": "libc6", "libdl.so.2": "libc6", "libpthread.so.0": "libc6", "librt.so.1": "libc6",
	"libresolv.so.2": "libc6", "ld-linux-x86-64.so.2": "libc6", "ld-linux-aarch64.so.1": "libc6",
	// GLFW knows how to open these, and does so for what the window does not ask
	// of it: OpenGL ES, EGL, Vulkan, and drawing without a screen.
	"libEGL.so.1": "", "libGLES_CM.so.1": "", "libGLESv1_CM.so.1": "", "libGLESv2.so.2": "", "libOSMesa.so.6": "", "libOSMesa.so.8": "",
	"libOpenGL.so.0": "", "libX11-xcb.so.1": "", "libvulkan.so.1": "",
}

// dependsOf are the Debian packages without which a program does not start, or
// does less, as it says itself: those of the libraries that it is linked with,
// and of those whose names it holds because it opens them while it runs, as
// GLFW does with X11's.
func dependsOf(program string) ([]string, error) {
	content, err := os.ReadFile(program)
	if err != nil {
		return nil, fmt.Errorf("look into the program: %w", err)
	}
	f, err := elf.NewFile(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("look into the program: %w", err)
	}
	libraries, err := f.ImportedLibraries()
	var symbols []elf.ImportedSymbol
	if err == nil {
		symbols, err = f.ImportedSymbols()
	}
	if err != nil {
		return nil, fmt.Errorf("look into the program: %w", err)
	}
	return packagesOf(append(libraries, opened(content)...), newestC(symbols))
}

// libraryName is a library's name as C keeps one, between two zeros.
var libraryName = regexp.MustCompile(`\x00(lib[A-Za-z0-9_+-]+\.so\.[0-9]+)\x00`)

// opened are the libraries whose names stand in a program.
func opened(program []byte) []string {
	var names []string
	for {
		at := libraryName.FindSubmatchIndex(program)
		if at == nil {
			return names
		}
		names = append(names, string(program[at[2]:at[3]]))
		program = program[at[3]:] // the zero may begin the next
	}
}

// firstOf is the first error that there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// packagesOf are the packages of libraries, each once; c is the least version of the C
// library, or "".
func packagesOf(libraries []string, c string) ([]string, error) {
	var packages []string
	for _, library := range libraries {
		name, ok := debianPackages[library]
		if !ok {
			return nil, fmt.Errorf("no Debian package is known to bring %s", library)
		}
		switch {
		case name == "":
			continue
		case name == "libc6" && c != "":
			name += " (>= " + c + ")"
		}
		packages = append(packages, name)
	}
	slices.Sort(packages)
	return slices.Compact(packages), nil
}

// glibc is the version of the C library that first had a symbol.
var glibc = regexp.MustCompile(`^GLIBC_2\.(\d+)`)

// newestC is the least version of the C library that has all symbols, or "".
func newestC(symbols []elf.ImportedSymbol) string {
	newest := -1
	for _, s := range symbols {
		if m := glibc.FindStringSubmatch(s.Version); m != nil {
			if minor, err := strconv.Atoi(m[1]); err == nil {
				newest = max(newest, minor)
			}
		}
	}
	if newest < 0 {
		return ""
	}
	return fmt.Sprintf("2.%d", newest)
}

// icon is the program's icon in a size, in pixels.
type icon struct {
	size int
	png  []byte
}

// icons draws the program's icon in sizes that its largest is a multiple of, or
// nearly.
func (t *tree) icons(sizes ...int) ([]icon, error) {
	file, err := os.ReadFile(t.path("assets/icon/carebook.png"))
	if err != nil {
		return nil, fmt.Errorf("read the icon: %w", err)
	}
	large, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("read the icon: %w", err)
	}
	var drawn []icon
	for _, size := range sizes {
		var b bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&b, shrunk(large, size)); err != nil {
			return nil, fmt.Errorf("draw the icon in %s: %w", path.Join(strconv.Itoa(size)), err)
		}
		drawn = append(drawn, icon{size, b.Bytes()})
	}
	return drawn, nil
}

// shrunk is a square picture with size pixels a side: each is the mean of what
// it covers, weighted by how much of that it covers, with colours counted by
// their opacity.
func shrunk(from image.Image, size int) *image.NRGBA {
	bounds := from.Bounds()
	scale := float64(bounds.Dx()) / float64(size)
	to := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			var sum [4]float64
			for sy := int(float64(y) * scale); float64(sy) < float64(y+1)*scale && sy < bounds.Dy(); sy++ {
				for sx := int(float64(x) * scale); float64(sx) < float64(x+1)*scale && sx < bounds.Dx(); sx++ {
					share := covered(sx, x, scale) * covered(sy, y, scale) / (scale * scale)
					r, g, b, a := from.At(bounds.Min.X+sx, bounds.Min.Y+sy).RGBA()
					for i, v := range []uint32{r, g, b, a} {
						sum[i] += share * float64(v)
					}
				}
			}
			to.Set(x, y, color.RGBA64{uint16(sum[0] + 0.5), uint16(sum[1] + 0.5), uint16(sum[2] + 0.5), uint16(sum[3] + 0.5)})
		}
	}
	return to
}

// covered is how much of the source's pixel lies in that of the smaller
// picture, along one axis.
func covered(source, pixel int, scale float64) float64 {
	return max(0, min(float64(source+1), float64(pixel+1)*scale)-max(float64(source), float64(pixel)*scale))
}
