package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// What the packages are tried in: a Debian of nothing but what every Debian has,
// with one user.
const (
	tryDebian = "bookworm"
	tryUser   = "ana"
	tryID     = 1000
)

// tryNeeds make a clean Debian and let programs run in it.
var tryNeeds = []need{
	{program: "debootstrap", apt: "debootstrap", dnf: "debootstrap", pacman: "debootstrap"},
	{program: "unshare", apt: "util-linux", dnf: "util-linux", pacman: "util-linux"},
	{program: "chroot", apt: "coreutils", dnf: "coreutils", pacman: "coreutils"},
}

// tryPackages installs the packages of bin where nothing of ours has ever been,
// works them as the tests work the program, and removes them again. Pictures of
// each step are left in bin/try. It needs root, for a system of its own inside a
// folder, and a mirror of Debian.
func (t *tree) tryPackages(ctx context.Context) error {
	r, err := t.release(ctx)
	if err != nil {
		return err
	}
	if os.Geteuid() != 0 {
		return errors.New("a clean Debian is made by root alone: sudo go run ./cmd/dev pack --try")
	}
	if err := canDrive(ctx, t, slices.Concat(tryNeeds, packNeeds)...); err != nil {
		return err
	}
	return inTemp(func(dir string) error {
		clean := &cleanRoot{t: t, dir: filepath.Join(dir, "root"), release: r}
		parts := []part{{"clean root", clean.make}, {".deb: install", clean.installDebian}}
		parts = append(parts, clean.works(".deb", "usr/bin/carebook")...)
		parts = append(parts, part{".deb: remove", clean.removeDebian}, part{".tar.xz: install", clean.installArchive})
		parts = append(parts, clean.works(".tar.xz", "home/"+tryUser+"/.local/bin/carebook")...)
		parts = append(parts, part{".tar.xz: remove", clean.removeArchive})
		return inParts(ctx, append(parts, t.tryWindows(r, filepath.Join(dir, "windows"))...))
	})
}

// tried is a window run's parts for a package of a kind.
func (t *tree) tried(kind string, find func(context.Context) (*subject, error)) []part {
	parts := t.windowParts(find, filepath.Join(t.root, "bin", "try", strings.TrimPrefix(kind, ".")))
	for i := range parts {
		parts[i].name = kind + ": " + parts[i].name
	}
	return parts
}

// tryWindows are the parts that try the package of Windows under Wine.
func (t *tree) tryWindows(r release, dir string) []part {
	name := "carebook-" + r.version + "-windows-amd64"
	return t.tried(".zip", func(ctx context.Context) (*subject, error) {
		if err := unzip(filepath.Join(r.into, name+".zip"), dir); err != nil {
			return nil, err
		}
		s := &subject{
			window:   []string{"wine", filepath.Join(dir, name, "carebook.exe")},
			commands: []string{"wine", filepath.Join(dir, name, "carebook-cli.exe")},
		}
		return s, t.underWine(ctx, s)
	})
}

// unzip takes a package of ours apart.
func unzip(file, into string) (err error) {
	r, err := zip.OpenReader(file)
	if err != nil {
		return fmt.Errorf("open the package (go run ./cmd/dev pack makes it): %w", err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for _, f := range r.File {
		if err := unzipOne(f, filepath.Join(into, filepath.FromSlash(f.Name))); err != nil {
			return fmt.Errorf("take %s out of the package: %w", f.Name, err)
		}
	}
	return nil
}

func unzipOne(f *zip.File, path string) (err error) {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	content, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, f.Mode())
}

// cleanRoot is a Debian of its own in a folder.
type cleanRoot struct {
	t       *tree
	dir     string
	release release
	// ready is set once it is made, before is what was in it before a package was
	// installed.
	ready  bool
	before map[string]string
}

// errNoRoot is that of parts that come to nothing for want of a first one.
var errNoRoot = errors.New("there is no clean root to try it in")

// path is a path in the root as we see it.
func (c *cleanRoot) path(within string) string { return filepath.Join(c.dir, within) }

// words begin a command that runs in the root as a user. What it needs is
// mounted for that command alone, so that nothing stays mounted whatever happens.
func (c *cleanRoot) words(user int) []string {
	const enter = `set -e
mount -t proc proc "$0/proc"
mkdir -p /tmp/.X11-unix "$0/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"
user=$1
shift
exec chroot --userspec="$user:$user" "$0" "$@"`
	return []string{"unshare", "--mount", "sh", "-c", enter, c.dir, fmt.Sprint(user)}
}

// run does a command in the root.
func (c *cleanRoot) run(ctx context.Context, user int, args ...string) (string, error) {
	words := append(c.words(user), args...)
	env := []string{"DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "CAREBOOK_BOOK="}
	if user != 0 {
		env = append(env, "HOME=/home/"+tryUser)
	}
	return c.t.output(ctx, append(env, "XDG_DATA_HOME=", "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "XDG_CACHE_HOME="), words[0], words[1:]...)
}

// make makes the root, with the packages that the .deb depends on.
func (c *cleanRoot) make(ctx context.Context) (string, error) {
	if _, err := c.t.output(ctx, nil, "debootstrap", "--variant=minbase", tryDebian, c.dir); err != nil {
		return "", err
	}
	if _, err := c.run(ctx, 0, "useradd", "--create-home", "--uid", fmt.Sprint(tryID), tryUser); err != nil {
		return "", err
	}
	content, err := os.ReadFile(filepath.Join(c.release.into, c.debian()))
	if err != nil {
		return "", fmt.Errorf("read the package (go run ./cmd/dev pack makes it): %w", err)
	}
	if err := os.WriteFile(c.path("root/"+c.debian()), content, 0o644); err != nil {
		return "", fmt.Errorf("lay the package into the clean root: %w", err)
	}
	said, err := c.run(ctx, 0, "dpkg-deb", "--field", "/root/"+c.debian(), "Depends")
	if err != nil {
		return "", err
	}
	depends := namesIn(said)
	if _, err := c.run(ctx, 0, append([]string{"apt-get", "install", "--yes", "--no-install-recommends"}, depends...)...); err != nil {
		return "", err
	}
	c.ready = true
	return fmt.Sprintf("Debian %s with %d packages that the .deb depends on", tryDebian, len(depends)), nil
}

// namesIn are the names of the packages that another depends on, without their
// versions.
func namesIn(depends string) []string {
	var names []string
	for one := range strings.SplitSeq(strings.TrimSpace(depends), ", ") {
		name, _, _ := strings.Cut(one, " ")
		names = append(names, name)
	}
	return names
}

// debian is the file of the .deb.
func (c *cleanRoot) debian() string {
	return "carebook_" + c.release.version + "_" + runtime.GOARCH + ".deb"
}

// works are the parts that work the program that is installed in the root.
func (c *cleanRoot) works(kind, program string) []part {
	return c.t.tried(kind, func(context.Context) (*subject, error) {
		if _, err := os.Stat(c.path(program)); err != nil {
			return nil, fmt.Errorf("%w: %w", errNoRoot, err)
		}
		words := append(c.words(tryID), "/"+program)
		return &subject{
			window: words, commands: words, in: c.path("tmp"), owner: tryID,
			env:  []string{"HOME=/home/" + tryUser, "XAUTHORITY="},
			sees: func(path string) string { return strings.TrimPrefix(path, c.dir) },
		}, nil
	})
}

// installDebian installs the .deb with nothing but what it says it depends on,
// and lets a user import a file into the book that is hers by default.
func (c *cleanRoot) installDebian(ctx context.Context) (did string, err error) {
	if !c.ready {
		return "", errNoRoot
	}
	if c.before, err = c.files(); err != nil {
		return "", err
	}
	if _, err := c.run(ctx, 0, "dpkg", "--install", "/root/"+c.debian()); err != nil {
		return "", err
	}
	return c.installed(ctx, "/usr/bin/carebook")
}

// installed sees to it that the program says its version, and imports a file.
func (c *cleanRoot) installed(ctx context.Context, program string) (string, error) {
	said, err := c.run(ctx, tryID, program, "--version")
	if err != nil {
		return "", err
	}
	if !strings.Contains(said, c.release.version) {
		return "", fmt.Errorf("the installed program says of its version %q", said)
	}
	file := c.path("tmp/people.vcf")
	if err := errors.Join(os.WriteFile(file, []byte(driveVCard), 0o644), os.Chmod(file, 0o644)); err != nil {
		return "", fmt.Errorf("write the people to import: %w", err)
	}
	if _, err := c.run(ctx, tryID, program, "import", "/tmp/people.vcf"); err != nil {
		return "", err
	}
	version, _, _ := strings.Cut(said, "\n")
	return version, nil
}

// removeDebian removes the .deb and looks for what it leaves.
func (c *cleanRoot) removeDebian(ctx context.Context) (string, error) {
	if c.before == nil {
		return "", errNoRoot
	}
	if _, err := c.run(ctx, 0, "dpkg", "--remove", "carebook"); err != nil {
		return "", err
	}
	if said, err := c.run(ctx, 0, "dpkg-query", "--show", "carebook"); err == nil {
		return "", fmt.Errorf("dpkg still knows the package: %s", said)
	}
	return c.left()
}

// installArchive installs the archive into the user's own folders with its script.
func (c *cleanRoot) installArchive(ctx context.Context) (string, error) {
	if !c.ready {
		return "", errNoRoot
	}
	if err := os.RemoveAll(c.path("home/" + tryUser + "/.local")); err != nil { // with the book of the run before
		return "", fmt.Errorf("clean the user's folder: %w", err)
	}
	archive := filepath.Join(c.release.into, c.archive()+".tar.xz")
	if _, err := c.t.output(ctx, nil, "tar", "--extract", "--no-same-owner", "--file", archive, "--directory", c.path("opt")); err != nil {
		return "", err
	}
	var err error
	if c.before, err = c.files(); err != nil {
		return "", err
	}
	if _, err := c.run(ctx, tryID, "sh", "/opt/"+c.archive()+"/install.sh"); err != nil {
		return "", err
	}
	return c.installed(ctx, "/home/"+tryUser+"/.local/bin/carebook")
}

// archive is the name of the archive and of the folder in it.
func (c *cleanRoot) archive() string {
	return "carebook-" + c.release.version + "-linux-" + runtime.GOARCH
}

// removeArchive removes what the script installed and looks for what is left.
func (c *cleanRoot) removeArchive(ctx context.Context) (string, error) {
	if _, err := os.Stat(c.path("opt/" + c.archive())); err != nil {
		return "", errNoRoot
	}
	if _, err := c.run(ctx, tryID, "sh", "/opt/"+c.archive()+"/install.sh", "--remove"); err != nil {
		return "", err
	}
	return c.left()
}

// itsOwn are the files of the root that change with any installation: dpkg's
// records and those of the C library.
var itsOwn = regexp.MustCompile(`^(var/log/|var/lib/dpkg/|var/cache/|etc/ld\.so\.cache$)`)

// files are all files and folders of the root, each with what tells whether it
// was changed.
func (c *cleanRoot) files() (map[string]string, error) {
	found := map[string]string{}
	err := filepath.WalkDir(c.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(c.dir, path)
		if err != nil {
			return err
		}
		if slices.Contains([]string{"proc", "sys", "dev", "tmp", "run"}, name) {
			return filepath.SkipDir
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		found[name] = ""
		if info.Mode().IsRegular() && !itsOwn.MatchString(name) {
			found[name] = fmt.Sprint(info.Size(), info.ModTime().UnixNano(), info.Mode())
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look through the clean root: %w", err)
	}
	return found, nil
}

// left fails where a removal left anything but the user's data, or took that.
func (c *cleanRoot) left() (string, error) {
	after, err := c.files()
	if err != nil {
		return "", err
	}
	data, trace := traces(c.before, after, "home/"+tryUser+"/.local/")
	if len(trace) > 0 {
		return "", fmt.Errorf("it left a trace:\n%s", strings.Join(trace, "\n"))
	}
	book := "home/" + tryUser + "/.local/share/carebook/carebook.db"
	if content, err := os.ReadFile(c.path(book)); err != nil || !bytes.HasPrefix(content, []byte("SQLite format 3\x00")) {
		return "", errors.Join(errors.New("it took the user's book"), err)
	}
	return "left nothing but " + strings.Join(data, " "), nil
}

// traces are the files that came, went or changed between two listings of files:
// those that the program made as the user's data, below the folder of that, and
// all others.
func traces(before, after map[string]string, folder string) (data, trace []string) {
	for _, name := range sortedKeys(before, after) {
		was, had := before[name]
		is, has := after[name]
		switch {
		case had && has && was == is:
		case !has:
			trace = append(trace, "gone: "+name)
		case had:
			trace = append(trace, "changed: "+name)
		case name+"/" == folder || name == folder+"share" || name == folder+"state":
			// the folders that every program shares
		case strings.HasPrefix(name, folder+"share/carebook") || strings.HasPrefix(name, folder+"state/carebook"):
			data = append(data, name)
		default:
			trace = append(trace, "new: "+name)
		}
	}
	return data, trace
}
