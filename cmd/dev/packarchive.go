package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os/exec"
	"path"
	"slices"
	"strings"
	"time"
)

// tarOf packs files, and the folders above them, below a prefix. Nothing of the
// machine that packs is in it: every file is root's and of the one time.
func tarOf(prefix string, files []member, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	made := map[string]bool{}
	var folders func(dir string) error
	folders = func(dir string) error {
		if dir == "." || dir == "/" || made[dir] {
			return nil
		}
		if err := folders(path.Dir(dir)); err != nil {
			return err
		}
		made[dir] = true
		return w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: prefix + dir + "/", Mode: 0o755, ModTime: at, Uname: "root", Gname: "root", Format: tar.FormatGNU})
	}
	for _, f := range slices.SortedFunc(slices.Values(files), byName) {
		if err := folders(path.Dir(f.name)); err != nil {
			return nil, fmt.Errorf("pack the folder of %s: %w", f.name, err)
		}
		header := tar.Header{Typeflag: tar.TypeReg, Name: prefix + f.name, Mode: int64(f.mode), Size: int64(len(f.content)), ModTime: at, Uname: "root", Gname: "root", Format: tar.FormatGNU}
		if err := w.WriteHeader(&header); err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.name, err)
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("end an archive: %w", err)
	}
	return b.Bytes(), nil
}

// zipOf packs files as Windows opens them.
func zipOf(files []member, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range slices.SortedFunc(slices.Values(files), byName) {
		header := zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at}
		header.SetMode(f.mode)
		to, err := w.CreateHeader(&header)
		if err == nil {
			_, err = to.Write(f.content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("end an archive: %w", err)
	}
	return b.Bytes(), nil
}

// gzipped makes content small as gzip -9n does, without a name or a time.
func gzipped(content []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return b.Bytes(), nil
}

// xzipped makes content small with xz, in one thread: how many there are would
// change the result.
func xzipped(ctx context.Context, content []byte) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "xz", "--compress", "--stdout", "-6", "--threads=1")
	cmd.Stdin = bytes.NewReader(content)
	var said strings.Builder
	cmd.Stderr = &said
	small, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("compress with xz: %w %s", err, said.String())
	}
	return small, nil
}

// arOf packs files one after the other as Unix's ar does (deb(5), ar(5)): a
// header of 60 characters before each, and an even number of bytes.
func arOf(files []member, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("!<arch>\n")
	for _, f := range files {
		if len(f.name) > 16 {
			return nil, fmt.Errorf("%s is too long a name for ar", f.name)
		}
		fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", f.name, at.Unix(), 0, 0, 0o100000|f.mode, len(f.content))
		b.Write(f.content)
		if len(f.content)%2 == 1 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}
