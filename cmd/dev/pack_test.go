package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/md5"
	"debug/elf"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// aRelease is one of a made-up commit.
var aRelease = release{version: "1.2.3", at: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)}

// ourTree is the source tree of the test.
func ourTree(t *testing.T) *tree {
	t.Helper()
	found, err := findTree()
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestVersionIn(t *testing.T) {
	for _, c := range []struct{ toml, want string }{
		{"[Details]\nVersion = \"1.2.3\"\nBuild = 1\n", "1.2.3"},
		{"[Details]\n", ""},
		{"[Details]\nVersion = \"\"\n", ""},
		{"[Details]\nVersion = \"1.2\n", ""},
	} {
		if got, err := versionIn(c.toml); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("versionIn(%q) = %q, %v", c.toml, got, err)
		}
	}
}

// TestLicencesAreUpToDate: the program shows the terms of just the modules that
// are linked into it now.
func TestLicencesAreUpToDate(t *testing.T) {
	tr := ourTree(t)
	want, err := tr.licences(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(tr.path(licencesFile))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not up to date: go run ./cmd/dev pack --licences", licencesFile)
	}
	for _, part := range []string{"fyne.io/fyne/v2 v", "modernc.org/sqlite v", "github.com/go-gl/glfw", "Camilla", "Go, its runtime"} {
		if !strings.Contains(want, part) {
			t.Errorf("the licences do not hold %q", part)
		}
	}
}

func TestTermsAreGivenOnce(t *testing.T) {
	write := func(name, text string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	var all []terms
	for _, c := range []struct{ name, file, text string }{
		{"a v1", "LICENSE", "Do what you like.\n\nReally. \n"},
		{"b v2", "LICENCE.md", "\r\nDo what  you like.\r\n\r\nReally."},
		{"c v3", "NOTICE", "By C.\n"},
	} {
		found, err := termsIn(c.name, []string{write(c.file, c.text)})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	rule := strings.Repeat("=", 80) + "\n"
	want := "What Carebook is made of, and the terms under which each part may be passed on.\n\n" +
		rule + "a v1\nb v2 (LICENCE.md)\n" + rule + "\nDo what you like.\n\nReally.\n\n" +
		rule + "c v3 (NOTICE)\n" + rule + "\nBy C.\n"
	if got := written(merged(all)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, file := range []string{"README", "license.go", "LICENSE-LOGO", "unlicensed.txt"} {
		if _, err := termsIn("d v4", []string{write(file, "x")}); err == nil {
			t.Errorf("%s passes for a licence", file)
		}
	}
}

// TestManPageNamesEveryCommand makes the page out of what the program says now.
func TestManPageNamesEveryCommand(t *testing.T) {
	tr := ourTree(t)
	help, err := tr.output(t.Context(), []string{"CGO_ENABLED=0", "LC_ALL=C"}, "go", "run", "-tags", commandsBuild.tags, "./cmd/carebook", "--help")
	if err != nil {
		t.Fatal(err)
	}
	page, err := manPage(help, aRelease)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(page, ".TH CAREBOOK 1 \"2026-03-04\" \"Carebook 1.2.3\"\n") {
		t.Errorf("it begins %.80q", page)
	}
	for line := range strings.Lines(help) {
		if text := roff(line); text != "" && !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	if commands := strings.Count(help, "\n  carebook"); commands < 15 || strings.Count(page, ".TP\n.B carebook") != commands {
		t.Errorf("the help has %d commands, the page %d", commands, strings.Count(page, ".TP\n.B carebook"))
	}
	known := regexp.MustCompile(`^\.(TH|SH|B|I|RI|TP|PP)( |$)`)
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, ".") && !known.MatchString(strings.TrimSpace(line)) {
			t.Errorf("the page has a request %q", line)
		}
	}
}

func TestManPageOfWhatIsNoHelp(t *testing.T) {
	for _, help := range []string{"", "Intro.", "Intro.\n\n  carebook\n", "Intro.\n\nsomething else\n\nEnd.\n"} {
		if page, err := manPage(help, aRelease); err == nil {
			t.Errorf("%q makes %q", help, page)
		}
	}
	if got := roff(`.a  \b-c`); got != `\&.a \eb\-c` {
		t.Errorf("roff = %q", got)
	}
}

// TestDesktopFile: the entry has its texts in all languages of the program, and
// opens what the program imports.
func TestDesktopFile(t *testing.T) {
	tr := ourTree(t)
	text, err := os.ReadFile(tr.path("assets/linux/carebook.desktop"))
	if err != nil {
		t.Fatal(err)
	}
	languages, err := os.ReadDir(tr.path("assets/lang"))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]int{}
	group := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			group = line
		}
		if key, _, ok := strings.Cut(line, "="); ok {
			if keys[group+key]++; keys[group+key] > 1 {
				t.Errorf("%s stands twice in %s", key, group)
			}
		}
	}
	for _, translated := range []string{"[Desktop Entry]Name", "[Desktop Entry]GenericName", "[Desktop Entry]Comment", "[Desktop Entry]Keywords", "[Desktop Action who]Name", "[Desktop Action today]Name"} {
		for _, language := range languages {
			key := translated
			if language.Name() != "en" {
				key += "[" + language.Name() + "]"
			}
			if keys[key] != 1 {
				t.Errorf("the entry lacks %s", key)
			}
		}
	}
	for _, line := range []string{"Exec=carebook %F\n", "MimeType=text/vcard;text/x-vcard;text/directory;text/csv;\n", "Icon=carebook\n", "Exec=carebook who --window\n", "Exec=carebook --today\n", "StartupWMClass=" + windowClass + "\n"} {
		if !strings.Contains(string(text), line) {
			t.Errorf("the entry lacks %q", line)
		}
	}
}

// TestChangelogIsOfThisVersion: dpkg's tools read the version from its top.
func TestChangelogIsOfThisVersion(t *testing.T) {
	tr := ourTree(t)
	toml, err := os.ReadFile(tr.path("FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	version, err := versionIn(string(toml))
	if err != nil {
		t.Fatal(err)
	}
	changes, err := os.ReadFile(tr.path("assets/linux/changelog"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "carebook (" + version + ") "; !strings.HasPrefix(string(changes), want) {
		t.Errorf("the changelog does not begin with %q", want)
	}
	if _, err := resourceScript(version); err != nil {
		t.Error(err)
	}
}

func TestDependsAreWhatIsLinked(t *testing.T) {
	program := "\x7fELF\x00libGL.so.1\x00libX11.so.6\x00libEGL.so.1\x00glfw: libnot.so.1 is missing\x00liblate.so\x00"
	if names := opened([]byte(program)); !slices.Equal(names, []string{"libGL.so.1", "libX11.so.6", "libEGL.so.1"}) {
		t.Errorf("opened = %q", names)
	}
	got, err := packagesOf([]string{"libX11.so.6", "libGL.so.1", "libGLX.so.0", "libm.so.6", "libc.so.6", "libEGL.so.1"}, "2.34")
	if want := []string{"libc6 (>= 2.34)", "libgl1", "libx11-6"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("packagesOf = %q, %v, want %q", got, err, want)
	}
	if _, err := packagesOf([]string{"libfuture.so.9"}, ""); err == nil || !strings.Contains(err.Error(), "libfuture.so.9") {
		t.Errorf("an unknown library: %v", err)
	}
	symbols := []elf.ImportedSymbol{{Version: "GLIBC_2.9"}, {Version: "GLIBC_2.34"}, {Version: "GLIBC_2.3.4"}, {Version: "GLIBC_PRIVATE"}, {}}
	if got := newestC(symbols); got != "2.34" {
		t.Errorf("newestC = %q", got)
	}
	if got := newestC(nil); got != "" {
		t.Errorf("newestC of nothing = %q", got)
	}
}

// TestMetainfo: software centres get their texts in all languages of the program.
func TestMetainfo(t *testing.T) {
	tr := ourTree(t)
	text, err := os.ReadFile(tr.path("assets/linux/carebook.metainfo.xml"))
	if err != nil {
		t.Fatal(err)
	}
	languages, err := os.ReadDir(tr.path("assets/lang"))
	if err != nil {
		t.Fatal(err)
	}
	type texts []struct {
		Language string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	}
	var said struct {
		ID          string `xml:"id"`
		Summary     texts  `xml:"summary"`
		Description struct {
			P texts `xml:"p"`
		} `xml:"description"`
	}
	if err := xml.Unmarshal(text, &said); err != nil {
		t.Fatal(err)
	}
	if said.ID != windowClass {
		t.Errorf("its id is %q", said.ID)
	}
	for what, all := range map[string]texts{"summary": said.Summary, "description": said.Description.P} {
		count := map[string]int{}
		for _, one := range all {
			count[strings.ReplaceAll(one.Language, "-", "_")]++
		}
		count["en"] = count[""]
		for _, language := range languages {
			if n := count[language.Name()]; n == 0 || n != count["en"] {
				t.Errorf("%s has %d texts in %s, %d in English", what, n, language.Name(), count["en"])
			}
		}
	}
}

func TestDebianHasApachesLicence(t *testing.T) {
	tr := ourTree(t)
	text, err := os.ReadFile(tr.path(licencesFile))
	if err != nil {
		t.Fatal(err)
	}
	before := []member{{docs + "copyright", 0o644, text}, someFiles[1]}
	after := asDebianWants(before)
	if n := bytes.Count(after[0].content, []byte("/usr/share/common-licenses/Apache-2.0")); n == 0 || n != bytes.Count(text, []byte("END OF TERMS AND CONDITIONS\n")) {
		t.Errorf("it is named %d times", n)
	}
	if bytes.Contains(after[0].content, []byte("as defined by Sections 1 through 9")) || !bytes.Contains(after[0].content, []byte("Brave New Software Project")) {
		t.Error("the text of the licence is given, or whose the work is was lost")
	}
	if !bytes.Equal(before[0].content, text) || !bytes.Equal(after[1].content, someFiles[1].content) {
		t.Error("another file was changed")
	}
}

func TestGuideIsPacked(t *testing.T) {
	tr := ourTree(t)
	program, err := tr.make(t.Context(), commandsBuild)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := tr.guide(t.Context(), program, docs+"guide/")
	if err != nil {
		t.Fatal(err)
	}
	first := false
	for _, page := range pages {
		if page.mode != 0o644 || !strings.HasPrefix(page.name, docs+"guide/") || !bytes.Contains(page.content, []byte("</html>")) {
			t.Errorf("%s has mode %v and %d bytes", page.name, page.mode, len(page.content))
		}
		first = first || page.name == docs+"guide/index.html"
	}
	if !first {
		t.Errorf("%d pages, and no first one", len(pages))
	}
}

// someFiles are those of a made-up installed program.
var someFiles = []member{
	{"usr/share/doc/carebook/copyright", 0o644, []byte("Do what you like.\n")},
	{"usr/bin/carebook", 0o755, bytes.Repeat([]byte("program"), 1001)},
}

// unpacked are the files of a tar archive; those of a package are all root's,
// and of one time.
func unpacked(t *testing.T, from io.Reader) map[string]member {
	t.Helper()
	files := map[string]member{}
	for r := tar.NewReader(from); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "root" || !h.ModTime.Equal(aRelease.at) {
			t.Errorf("%s is of %d:%d (%s) at %v", h.Name, h.Uid, h.Gid, h.Uname, h.ModTime)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := files[h.Name]; twice {
			t.Errorf("%s is there twice", h.Name)
		}
		if above := h.Name[:strings.LastIndex(strings.TrimSuffix(h.Name, "/"), "/")+1]; above != "./" && above != "" {
			if _, ok := files[above]; !ok {
				t.Errorf("%s comes before its folder", h.Name)
			}
		}
		files[h.Name] = member{h.Name, h.FileInfo().Mode(), content}
	}
}

// members takes an archive of ar's apart as deb(5) describes it.
func members(t *testing.T, ar []byte) []member {
	t.Helper()
	rest, ok := bytes.CutPrefix(ar, []byte("!<arch>\n"))
	if !ok {
		t.Fatalf("it begins with %.8q", ar)
	}
	var found []member
	for len(rest) > 0 {
		header := string(rest[:60])
		size, err := strconv.Atoi(strings.TrimSpace(header[48:58]))
		if err != nil || header[58:] != "`\n" || strings.TrimSpace(header[16:28]) != strconv.FormatInt(aRelease.at.Unix(), 10) || strings.TrimSpace(header[40:48]) != "100644" {
			t.Fatalf("a header %q: %v", header, err)
		}
		found = append(found, member{name: strings.TrimSpace(header[:16]), content: rest[60 : 60+size]})
		rest = rest[60+size+size%2:]
	}
	return found
}

func TestDebianPackage(t *testing.T) {
	if err := thisMachine(ourTree(t)).ensure(t.Context(), packNeeds); err != nil {
		t.Fatal(err)
	}
	deb, err := debian(t.Context(), aRelease, someFiles, []string{"libc6 (>= 2.34)", "libgl1"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := debian(t.Context(), aRelease, []member{someFiles[1], someFiles[0]}, []string{"libc6 (>= 2.34)", "libgl1"})
	if err != nil || !bytes.Equal(data(t, deb), data(t, again)) {
		t.Errorf("the order of the files changes the package: %v", err)
	}
	parts := members(t, deb)
	if len(parts) != 3 || parts[0].name != "debian-binary" || string(parts[0].content) != "2.0\n" || parts[1].name != "control.tar.gz" || parts[2].name != "data.tar.xz" {
		t.Fatalf("its members: %v", parts)
	}
	r, err := gzip.NewReader(bytes.NewReader(parts[1].content))
	if err != nil {
		t.Fatal(err)
	}
	control := unpacked(t, r)
	if len(control) != 2 {
		t.Errorf("the control part holds %d files: maintainer scripts are not wanted", len(control))
	}
	said := string(control["./control"].content)
	for _, line := range []string{"Package: carebook\n", "Version: 1.2.3\n", "Depends: libc6 (>= 2.34), libgl1\n", "Installed-Size: 8\n"} {
		if !strings.Contains(said, line) {
			t.Errorf("control lacks %q:\n%s", line, said)
		}
	}
	for line := range strings.Lines(said) {
		if !regexp.MustCompile(`^([A-Z][A-Za-z-]+: \S| \S)`).MatchString(line) {
			t.Errorf("control has a line %q", line)
		}
	}
	for _, f := range someFiles {
		if want := fmt.Sprintf("%x  %s\n", md5.Sum(f.content), f.name); !strings.Contains(string(control["./md5sums"].content), want) {
			t.Errorf("md5sums lacks %q", want)
		}
	}
	files := unpacked(t, bytes.NewReader(data(t, deb)))
	for _, f := range someFiles {
		if got := files["./"+f.name]; got.mode != f.mode || !bytes.Equal(got.content, f.content) {
			t.Errorf("%s has mode %v and %d bytes", f.name, got.mode, len(got.content))
		}
	}
}

// data is the unpacked data part of a package.
func data(t *testing.T, deb []byte) []byte {
	t.Helper()
	cmd := exec.Command("xz", "--decompress", "--stdout")
	cmd.Stdin = bytes.NewReader(members(t, deb)[2].content)
	plain, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestArTakesNoLongName(t *testing.T) {
	if _, err := arOf([]member{{name: "a-name-of-17-chars"}}, aRelease.at); err == nil {
		t.Error("a long name is taken")
	}
}

func TestZip(t *testing.T) {
	archive, err := zipOf([]member{{"b/b.txt", 0o755, []byte("two")}, {"a.txt", 0o755, []byte("one")}}, aRelease.at)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil || !f.Modified.Equal(aRelease.at) {
			t.Errorf("%s: %v, %v", f.Name, err, f.Modified)
		}
		told = append(told, f.Name+" "+string(content))
	}
	if !slices.Equal(told, []string{"a.txt one", "b/b.txt two"}) {
		t.Errorf("it holds %q", told)
	}
}

func TestShrunk(t *testing.T) {
	from := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for y := range 4 {
		for x := range 4 {
			c := color.NRGBA{R: 200, A: 255}
			if x >= 2 {
				c = color.NRGBA{G: 255} // clear: its green must not show
			}
			from.SetNRGBA(x, y, c)
		}
	}
	if got := shrunk(from, 2); got.NRGBAAt(0, 1) != (color.NRGBA{R: 200, A: 255}) || got.NRGBAAt(1, 0).A != 0 {
		t.Errorf("to a half: %v, %v", got.NRGBAAt(0, 1), got.NRGBAAt(1, 0))
	}
	if got := shrunk(from, 1).NRGBAAt(0, 0); got.R != 200 || got.G != 0 || got.A < 127 || got.A > 128 {
		t.Errorf("to one: %v", got)
	}
	// Three of four: the second covers a third of what is clear and more.
	if got := shrunk(from, 3).NRGBAAt(1, 0); got.R != 200 || got.G != 0 || got.A < 127 || got.A > 128 {
		t.Errorf("to three of four: %v", got)
	}
	icons, err := ourTree(t).icons(16, 48)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range icons {
		img, err := png.Decode(bytes.NewReader(i.png))
		if err != nil || img.Bounds().Dx() != i.size || img.Bounds().Dy() != i.size {
			t.Errorf("the icon in %d: %v", i.size, err)
		}
	}
}

func TestIcoOf(t *testing.T) {
	ico, err := icoOf([]icon{{16, []byte("small")}, {256, []byte("large one")}})
	want := "\x00\x00\x01\x00\x02\x00" +
		"\x10\x10\x00\x00\x01\x00\x20\x00\x05\x00\x00\x00\x26\x00\x00\x00" +
		"\x00\x00\x00\x00\x01\x00\x20\x00\x09\x00\x00\x00\x2b\x00\x00\x00" + "smalllarge one"
	if err != nil || string(ico) != want {
		t.Errorf("icoOf = %q, %v, want %q", ico, err, want)
	}
	if _, err := icoOf([]icon{{512, nil}}); err == nil {
		t.Error("an icon of 512 is taken")
	}
}

func TestResourceScript(t *testing.T) {
	script, err := resourceScript("1.20.3")
	if err != nil || !strings.Contains(script, "FILEVERSION 1,20,3,0\n") || !strings.Contains(script, `"ProductVersion", "1.20.3"`) {
		t.Errorf("%v\n%s", err, script)
	}
	if _, err := resourceScript("soon"); err == nil {
		t.Error("a version without numbers is taken")
	}
}

// TestInstaller installs a made-up program into a folder with a blank in its
// name, over a file of somebody else's, and removes it again.
func TestInstaller(t *testing.T) {
	from, home := t.TempDir(), t.TempDir()
	tr := ourTree(t)
	for name, source := range map[string]string{
		"install.sh": "assets/linux/install.sh",
		"usr/share/applications/carebook.desktop": "assets/linux/carebook.desktop",
		"usr/bin/carebook":                        "assets/linux/install.sh",
	} {
		content, err := os.ReadFile(tr.path(source))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(from, name)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(from, name), content, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	install := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(context.Background(), "sh", append([]string{filepath.Join(from, "install.sh")}, args...)...)
		cmd.Dir = home
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	for _, c := range []struct{ folder, exec string }{
		{"plain", "Exec=" + filepath.Join(home, "plain/bin/carebook") + " %F\n"},
		{"two words", "Exec=carebook %F\n"},
	} {
		to := filepath.Join(home, c.folder)
		other := filepath.Join(to, "bin", "other")
		if err := errors.Join(os.MkdirAll(filepath.Dir(other), 0o755), os.WriteFile(other, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		install(c.folder)
		install(to) // a second time is an update
		entry, err := os.ReadFile(filepath.Join(to, "share/applications/carebook.desktop"))
		if err != nil || !strings.Contains(string(entry), "\n"+c.exec) || strings.Count(string(entry), "%F") != 1 {
			t.Errorf("%s: %v\n%s", c.folder, err, entry)
		}
		if info, err := os.Stat(filepath.Join(to, "bin/carebook")); err != nil || info.Mode().Perm()&0o111 == 0 {
			t.Errorf("%s: the program: %v", c.folder, err)
		}
		install("--remove", to)
		var left []string
		err = filepath.WalkDir(to, func(path string, _ os.DirEntry, err error) error {
			left = append(left, strings.TrimPrefix(path, to))
			return err
		})
		if err != nil || !slices.Equal(left, []string{"", "/bin", "/bin/other"}) {
			t.Errorf("%s: removed, it leaves %q, %v", c.folder, left, err)
		}
	}
}
