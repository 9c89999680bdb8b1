package main

import (
	"bytes"
	"context"
	"debug/pe"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// resourceFile is where the go command finds what is linked into a program of
// Windows beside its code. It is no source and is there during a build alone.
const resourceFile = "cmd/carebook/carebook_windows_amd64.syso"

// packWindows makes the archive for Windows: the program with its window, which
// opens no console, and the commands, which need one. tools begins the names of
// the compiler and of what compiles resources.
func (t *tree) packWindows(ctx context.Context, r release, tools string) (err error) {
	err = inTemp(func(dir string) error {
		if err := t.compileResources(ctx, dir, r, tools); err != nil {
			return err
		}
		window, commands := filepath.Join(dir, "carebook.exe"), filepath.Join(dir, "carebook-cli.exe")
		system := []string{"GOOS=windows", "GOARCH=amd64"}
		// What the compiler's own libraries hold is linked in, since no Windows
		// has them.
		if err := t.compile(ctx, window, append(system, "CGO_ENABLED=1", "CC="+tools+"gcc"), packTags, "-H=windowsgui -extldflags=-static"); err != nil {
			return err
		}
		if err := t.compile(ctx, commands, append(system, "CGO_ENABLED=0"), commandsBuild.tags, ""); err != nil {
			return err
		}
		name := "carebook-" + r.version + "-windows-amd64"
		files, err := t.windowsTree(ctx, name+"/", window, commands)
		if err != nil {
			return err
		}
		archive, err := zipOf(files, r.at)
		if err != nil {
			return err
		}
		return t.keep(r, name+".zip", archive)
	})
	// Left behind, it would be linked into every later build for Windows.
	if gone := os.Remove(t.path(resourceFile)); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, fmt.Errorf("remove the program's resources: %w", gone))
	}
	return err
}

// windowsTree are the files of the archive, below a folder.
func (t *tree) windowsTree(ctx context.Context, below, window, commands string) ([]member, error) {
	var files []member
	for _, f := range []struct{ from, to string }{
		{window, "carebook.exe"},
		{commands, "carebook-cli.exe"},
		{t.path(licencesFile), "LICENCES.txt"},
	} {
		content, err := os.ReadFile(f.from)
		if err != nil {
			return nil, fmt.Errorf("read a file of the package: %w", err)
		}
		if err := onlyWindows(f.to, content); err != nil {
			return nil, err
		}
		files = append(files, member{below + f.to, 0o755, content})
	}
	// The guide is written by the program that runs here.
	here, err := t.make(ctx, commandsBuild)
	if err != nil {
		return nil, err
	}
	pages, err := t.guide(ctx, here, below+"guide/")
	return append(files, pages...), err
}

// onlyWindows sees to it that a program needs no library but those of Windows
// itself. What is no program needs none.
func onlyWindows(name string, content []byte) error {
	if filepath.Ext(name) != ".exe" {
		return nil
	}
	f, err := pe.NewFile(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("look into %s: %w", name, err)
	}
	libraries, err := f.ImportedLibraries()
	if err != nil {
		return fmt.Errorf("look into %s: %w", name, err)
	}
	for _, library := range libraries {
		if strings.HasPrefix(strings.ToLower(library), "lib") { // as those of gcc do
			return fmt.Errorf("%s needs %s, which Windows does not have", name, library)
		}
	}
	return nil
}

// compileResources makes resourceFile out of the icon, the manifest and what
// the file's properties tell.
func (t *tree) compileResources(ctx context.Context, dir string, r release, tools string) error {
	icons, err := t.icons(16, 24, 32, 48, 64, 256)
	if err != nil {
		return err
	}
	ico, err := icoOf(icons)
	if err != nil {
		return err
	}
	script, err := resourceScript(r.version)
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{"carebook.ico": ico, "carebook.manifest": []byte(manifest), "carebook.rc": []byte(script)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return fmt.Errorf("write the program's resources: %w", err)
		}
	}
	cmd := t.command(ctx, nil, tools+"windres", "--output-format=coff", "--input=carebook.rc", "--output="+t.path(resourceFile))
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("compile the program's resources: %w\n%s", err, said)
	}
	return nil
}

// manifest tells Windows (learn.microsoft.com, "Application manifests") that
// the program draws at every monitor's own density, that its texts are UTF-8,
// that paths may be long, and which Windows it was made for.
const manifest = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
  </requestedPrivileges></security></trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1"><application>
    <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
  </application></compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
    <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
    <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
    <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
  </windowsSettings></application>
</assembly>
`

// resourceScript names the resources to windres. The icon has the name under
// which GLFW looks for that of its windows; the Explorer takes the first one.
func resourceScript(version string) (string, error) {
	var major, minor, patch int
	if n, err := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch); n != 3 {
		return "", fmt.Errorf("read the version %q: %w", version, err)
	}
	return fmt.Sprintf(`GLFW_ICON ICON "carebook.ico"
1 24 "carebook.manifest"
1 VERSIONINFO
FILEVERSION %[1]d,%[2]d,%[3]d,0
PRODUCTVERSION %[1]d,%[2]d,%[3]d,0
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "FileDescription", "Carebook"
      VALUE "FileVersion", "%[4]s"
      VALUE "LegalCopyright", "The Carebook authors, MIT License"
      VALUE "ProductName", "Carebook"
      VALUE "ProductVersion", "%[4]s"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`, major, minor, patch, version), nil
}

// icoOf puts pictures into an icon of Windows, each as PNG (learn.microsoft.com,
// "Icons": a header of 6 bytes, an entry of 16 for each picture, the pictures).
func icoOf(icons []icon) ([]byte, error) {
	const header, entry = 6, 16
	b := []byte{0, 0, 1, 0}
	b = binary.LittleEndian.AppendUint16(b, uint16(len(icons)))
	at := header + entry*len(icons)
	for _, i := range icons {
		if i.size < 1 || i.size > 256 {
			return nil, fmt.Errorf("an icon of Windows has no size %d", i.size)
		}
		side := byte(i.size) // 256 is written as 0
		b = append(b, side, side, 0, 0, 1, 0, 32, 0)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(i.png)))
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		at += len(i.png)
	}
	for _, i := range icons {
		b = append(b, i.png...)
	}
	return b, nil
}
