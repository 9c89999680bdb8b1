package outside

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// desktop is an application that notes what is opened.
type desktop struct {
	fyne.App
	opened []string
	err    error
}

func (d *desktop) OpenURL(u *url.URL) error {
	d.opened = append(d.opened, u.String())
	return d.err
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	d := &desktop{App: test.NewTempApp(t)}
	fyne.SetCurrentApp(d)
	return d
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://example.org", "https://example.org"},
		{"HTTPS://Example.org/a?b=c#d", "https://Example.org/a?b=c#d"},
		{"http://example.org:8080/a%20b/$(id)`id`'\"", "http://example.org:8080/a%20b/%24%28id%29%60id%60%27%22"},
		{"http://example.org/a b", "http://example.org/a%20b"},
		{"https://wa.me/34600?text=uno%0Ados", "https://wa.me/34600?text=uno%0Ados"},
		{"https://example.org/路?q=张伟", "https://example.org/%E8%B7%AF?q=%E5%BC%A0%E4%BC%9F"},
		{"http://[::1]:8080/", "http://[::1]:8080/"},
		{"mailto:ana@example.org", "mailto:ana@example.org"},
		{"MAILTO:ana@example.org", "mailto:ana@example.org"},
		{"mailto:ana%40example.org?body=Feliz%20d%C3%ADa%2C%20Ana%0A%3D", "mailto:ana@example.org?body=Feliz%20d%C3%ADa%2C%20Ana%0A%3D"},
		{"mailto:o'brien@example.org,b+c@example.org?Subject=a&cc=d@example.org", "mailto:o%27brien@example.org,b%2Bc@example.org?subject=a&cc=d@example.org"},
		{"mailto:?subject=a", "mailto:?subject=a"},
		{"tel:+34600100200", "tel:+34600100200"},
		{"tel:+34%20600-100.(200)", "tel:+34600100200"},
		{"tel:+34600100200;EXT=12", "tel:+34600100200;ext=12"},
		{"sms:+34600100200?body=a%26b", "sms:+34600100200?body=a%26b"},
		{"sms:+34600,+34601", "sms:+34600,+34601"},
	} {
		u, err := Address(c.address)
		if err != nil {
			t.Errorf("%s: %v", c.address, err)
		} else if got := strings.ReplaceAll(u.String(), "cc=d%40", "cc=d@"); got != c.want {
			t.Errorf("%s is handed on as %s, want %s", c.address, got, c.want)
		}
	}
}

// refused are addresses that are never opened.
var refused = []string{
	"", " ", ":", "//example.org", "example.org", "/etc/passwd", `C:\Windows\System32\calc.exe`, `\\host\share\a.exe`, "-a",
	"file:///etc/passwd", "FILE:///etc/passwd", "file://host/share", " file:///etc/passwd", "fi\tle:///etc/passwd", "file%3A///etc/passwd",
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "java\nscript:alert(1)", "vbscript:msgbox(1)", "data:text/html,<b>",
	"smb://host/share", "ftp://example.org", "ssh://example.org", "ldap://example.org", "search-ms:query=a", "ms-settings:", "ms-msdt:/id", "ms-officecmd:{}",
	"shell:startup", "skype:ana?call", "tg://resolve", "chrome://settings", "about:blank", "view-source:http://a", "blob:http://a", "jar:http://a!/", "urn:x:y", "x-man-page:a",
	" http://example.org", "http://example.org\n", "http://exam\u202eple.org", "http://exam\u200bple.org", "http://example.org/\x00", "http://\xff",
	"http:", "http:example.org", "http:/etc/passwd", "http:///etc/passwd", `http:\\host\share`, `http://host\@other`, "http://", "http://-a", "http://a b/",
	"http://bank.example@evil.example/", "http://user:word@example.org/", "https://%00/", "http://example.org:port/",
	"mailto:", "mailto://host/a@example.org", "mailto:nobody", "mailto:-a@example.org", `mailto:"a b"@example.org`, "mailto:a@example.org%0ABcc:b@example.org",
	"mailto:a@example.org?attach=/etc/passwd", "mailto:a@example.org?ATTACH=/etc/passwd", "mailto:a@example.org?%61ttach=/etc/passwd", "mailto:a@example.org?attachment=a",
	"mailto:a@example.org?subject=a&attach=b", "mailto:a@example.org?subject=a%0D%0Abcc:b", "mailto:a@example.org?bcc=a%0Ab@example.org", "mailto:a@example.org?x-mailer=a",
	"mailto:a@example.org?body=%00", "mailto:a@example.org?body=%zz", "mailto:a@example.org?body=%ff", "mailto:a@example.org?in-reply-to=a", "mailto:a@example.org#b", "mailto:a@example.org',attachment='/etc/passwd@b",
	"tel:", "tel:*%2306%23", "tel:*#06#", "tel:**21*600100200%23", "tel:%2A%2321%23", "tel:112,,9", "tel:600p1", "tel:600w1", "tel:600;ext=1;isub=2", "tel:600;phone-context=evil.example",
	"tel:600;ext=*21%23", "tel:600?a=b", "tel://600", "tel:abc", "tel:1234567890123456789012345", "tel:6+00", "tel:600%0A601", "tel:600#1",
	"sms:", "sms:*21%23", "sms:600?attach=a", "sms:600?body=a&body=b", "sms:600,", "sms://600", "sms:600?body=%00",
	"http://example.org/" + strings.Repeat("a", maxLength), "mailto:a@example.org?body=" + strings.Repeat("%20", maxLength/3),
}

func TestRefusedAddresses(t *testing.T) {
	for _, address := range refused {
		u, err := Address(address)
		if !errors.Is(err, ErrRefused) {
			t.Errorf("%.80q is handed on as %v (%v)", address, u, err)
		}
	}
}

func TestOpenAsksTheDesktop(t *testing.T) {
	d := newDesktop(t)
	if err := Open(&url.URL{Scheme: "HTTP", Host: "example.org"}); err != nil || len(d.opened) != 1 || d.opened[0] != "http://example.org" {
		t.Errorf("opened %q, %v", d.opened, err)
	}
	for _, u := range []*url.URL{nil, {Scheme: "file", Path: "/etc/passwd"}, {Scheme: "skype", Opaque: "ana"}, {Scheme: "tel", Opaque: "*%2306%23"}} {
		if err := Open(u); !errors.Is(err, ErrRefused) {
			t.Errorf("%v: %v", u, err)
		}
	}
	if len(d.opened) != 1 {
		t.Errorf("opened %q", d.opened)
	}
	d.err = errors.New("no program")
	if err := Open(&url.URL{Scheme: "tel", Opaque: "600"}); !errors.Is(err, d.err) {
		t.Errorf("no program: %v", err)
	}
}

func TestShow(t *testing.T) {
	d := newDesktop(t)
	dir := t.TempDir()
	page, script := filepath.Join(dir, "a b#1%.html"), filepath.Join(dir, "run.desktop")
	for _, path := range []string{page, script} {
		if err := os.WriteFile(path, nil, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{page, dir} {
		if err := Show(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(d.opened) != 2 || !strings.HasSuffix(d.opened[0], "/a%20b%231%25.html") || !strings.HasPrefix(d.opened[0], "file:///") {
		t.Errorf("opened %q", d.opened)
	}
	if err := Show(script); !errors.Is(err, ErrRefused) {
		t.Errorf("a file of another kind: %v", err)
	}
	if err := Show(filepath.Join(dir, "none.html")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a page that is not there: %v", err)
	}
	if runtime.GOOS != "windows" { // where links need a right of their own
		link := filepath.Join(dir, "link.html")
		if err := os.Symlink(script, link); err != nil {
			t.Fatal(err)
		}
		if err := Show(link); !errors.Is(err, ErrRefused) {
			t.Errorf("a link to a program: %v", err)
		}
	}
	if len(d.opened) != 2 {
		t.Errorf("opened %q", d.opened)
	}
}

func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/home/ana/a b#1%.html": "file:///home/ana/a%20b%231%25.html", "C:/data/x.html": "file:///C:/data/x.html", "//host/share/a": "file://host/share/a",
	} {
		if got := FileURL(path).String(); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

// FuzzAddress: what is handed on is of a known kind, holds nothing but the characters
// of RFC 3986 that mean nothing to a shell in quotes, and is handed on as it is when
// it is checked again.
func FuzzAddress(f *testing.F) {
	for _, address := range refused {
		if len(address) < 200 {
			f.Add(address)
		}
	}
	for _, address := range []string{"https://example.org/a?b=c#d", "mailto:a@example.org?body=b", "tel:+34600;ext=1", "sms:600,601?body=a"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := Address(address)
		if err != nil {
			if !errors.Is(err, ErrRefused) || u != nil {
				t.Fatalf("%q: %v, %v", address, u, err)
			}
			return
		}
		got := u.String()
		switch scheme, _, _ := strings.Cut(got, ":"); scheme {
		case "http", "https":
			if u.Host == "" || u.User != nil || !strings.HasPrefix(got, scheme+"://") {
				t.Fatalf("%q became %q", address, got)
			}
		case "mailto":
			for name := range u.Query() {
				if !mailHeaders[name] {
					t.Fatalf("%q became %q", address, got)
				}
			}
		case "tel", "sms":
			if strings.ContainsAny(u.Opaque, "*#%pPwW/") {
				t.Fatalf("%q became %q", address, got)
			}
		default:
			t.Fatalf("%q became %q", address, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"'`$\\<>{}|^", r) }) {
			t.Fatalf("%q became %q", address, got)
		}
		again, err := Address(got)
		if err != nil || again.String() != got {
			t.Fatalf("%q became %q and then %v, %v", address, got, again, err)
		}
	})
}
