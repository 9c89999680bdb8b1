// Package outside is the one door through which the window starts anything that is not
// this program: an address in the browser, in the mail program or on the telephone, a
// folder in the desktop's own window for files, a page that was made for the printer.
// What it is handed comes from vCards, notes and templates, of which none is trusted:
// it takes a few kinds of address apart, keeps of them what those kinds are for, and
// refuses the rest. A rule of the module sees to it that nobody else opens anything.
//
// It imports Fyne and the standard library only.
package outside

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// ErrRefused says that an address is of no kind that is opened, or holds what its
// kind has no use for.
var ErrRefused = errors.New("this address is not opened")

// maxLength is the longest address that is handed on, in bytes: more than any page or
// greeting has, and less than every desktop takes on a command line.
const maxLength = 16 << 10

// Open hands an address to the program that the desktop has for it. It fails with
// ErrRefused, as Address does, or where the desktop has no such program.
func Open(u *url.URL) error {
	if u == nil {
		return ErrRefused
	}
	checked, err := Address(u.String())
	if err != nil {
		return err
	}
	if err := fyne.CurrentApp().OpenURL(checked); err != nil {
		return fmt.Errorf("open an address of the kind %s: %w", checked.Scheme, err)
	}
	return nil
}

// Show opens a folder, or a page that the program has made, in the program that the
// desktop has for it. Any other file is refused with ErrRefused, a link to one too: the
// desktop might run it.
func Show(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("show a file: %w", err)
	}
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&os.ModeSymlink != 0 {
		// A folder may be reached by a link, a page of ours is none.
		if info, err = os.Stat(path); err == nil && !info.IsDir() {
			return fmt.Errorf("%w: a link to a file", ErrRefused)
		}
	}
	if err != nil {
		return fmt.Errorf("show a file: %w", err)
	}
	if !info.IsDir() && (!info.Mode().IsRegular() || filepath.Ext(path) != ".html") {
		return fmt.Errorf("%w: a file that is no page of ours", ErrRefused)
	}
	if err := fyne.CurrentApp().OpenURL(FileURL(path)); err != nil {
		return fmt.Errorf("show a file: %w", err)
	}
	return nil
}

// FileURL is the address of a file (RFC 8089).
func FileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if host, share, found := strings.Cut(strings.TrimPrefix(path, "//"), "/"); found && strings.HasPrefix(path, "//") {
		return &url.URL{Scheme: "file", Host: host, Path: "/" + share} // a share of Windows
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/x on Windows
	}
	return &url.URL{Scheme: "file", Path: path}
}

// Address checks an address and gives it as it is handed on: the scheme in lower case,
// nothing in it but the characters of RFC 3986, so that no program on the way takes a
// part of it for something else.
//
//   - http and https: with a host, and without a user name before it, which serves to
//     make one host look like another.
//   - mailto (RFC 6068): addresses, and of the headers to, cc, bcc, subject and body. Any
//     other header is refused: some mail programs take "attach" for a file to send along.
//   - tel (RFC 3966): the digits of one number, of the parameters ext alone. "*" and "#"
//     are refused, since a telephone obeys such codes, pauses too.
//   - sms (RFC 5724): numbers as those of tel, and a body.
//
// It fails with ErrRefused for everything else.
func Address(address string) (*url.URL, error) {
	if len(address) > maxLength {
		return nil, fmt.Errorf("%w: it is too long", ErrRefused)
	}
	if !utf8.ValidString(address) || strings.ContainsFunc(address, invisible) {
		return nil, fmt.Errorf("%w: it holds characters that nobody sees", ErrRefused)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%w: it cannot be read", ErrRefused)
	}
	switch u.Scheme { // in lower case
	case "http", "https":
		u, err = web(u)
	case "mailto":
		u, err = mail(u)
	case "tel":
		u, err = call(u)
	case "sms":
		u, err = message(u)
	default:
		return nil, fmt.Errorf("%w: it is of another kind", ErrRefused)
	}
	if err == nil && len(u.String()) > maxLength {
		return nil, fmt.Errorf("%w: it is too long", ErrRefused)
	}
	return u, err
}

// invisible are control characters, and those that turn the direction of writing or
// take no room.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// hostName are the characters of a host: letters of any script, or an address in
// brackets.
var hostName = regexp.MustCompile(`^([\p{L}\p{N}\p{M}._-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?$`)

func web(u *url.URL) (*url.URL, error) {
	if u.Opaque != "" || u.User != nil || !hostName.MatchString(u.Host) || strings.HasPrefix(u.Host, "-") {
		return nil, fmt.Errorf("%w: its host cannot be told", ErrRefused)
	}
	return &url.URL{
		Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: plain(u.EscapedPath()),
		RawQuery: plain(u.RawQuery), Fragment: u.Fragment, RawFragment: plain(u.EscapedFragment()),
	}, nil
}

// plain writes every byte that is none of RFC 3986 as its percent code. The quote, the
// dollar and the brackets are of it, but no browser minds the code in their place, and
// some programs on the way see something else in them.
func plain(s string) string {
	const kept = "-._~!&()*+,;=:@/?%"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(kept, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// escape is a text as a component of an address: only letters, digits and -._~ stand
// for themselves.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// mailHeaders are those that a link may fill in.
var mailHeaders = map[string]bool{"to": true, "cc": true, "bcc": true, "subject": true, "body": true}

// mailAddresses is a list of addresses, as plain as a link may have them. Quoted names
// are not among them: mail programs are not of one mind where they end.
var mailAddresses = regexp.MustCompile(`^[\p{L}\p{N}\p{M}.!#$&'*+/=?^_{|}~-]+@[\p{L}\p{N}\p{M}.-]+(, *[\p{L}\p{N}\p{M}.!#$&'*+/=?^_{|}~-]+@[\p{L}\p{N}\p{M}.-]+)*$`)

func mail(u *url.URL) (*url.URL, error) {
	to, err := url.PathUnescape(opaque(u))
	if err != nil || to != "" && !addresses(to) {
		return nil, fmt.Errorf("%w: it names nobody to write to", ErrRefused)
	}
	headers, err := fields(u)
	if err != nil {
		return nil, err
	}
	var query []string
	for _, h := range headers {
		switch {
		case !mailHeaders[h.name]:
			return nil, fmt.Errorf("%w: a mail with more than words", ErrRefused)
		case h.name != "subject" && h.name != "body" && !addresses(h.value):
			return nil, fmt.Errorf("%w: it names nobody to write to", ErrRefused)
		case h.name != "body" && strings.ContainsFunc(h.value, unicode.IsControl):
			return nil, fmt.Errorf("%w: a header of several lines", ErrRefused)
		}
		query = append(query, h.name+"="+escape(h.value))
	}
	if to == "" && len(headers) == 0 {
		return nil, fmt.Errorf("%w: it names nobody to write to", ErrRefused)
	}
	return &url.URL{Scheme: u.Scheme, Opaque: strings.NewReplacer("%40", "@", "%2C", ",").Replace(escape(to)), RawQuery: strings.Join(query, "&")}, nil
}

func addresses(list string) bool {
	return mailAddresses.MatchString(list) && !strings.HasPrefix(list, "-")
}

// opaque is what follows the colon of an address without a host.
func opaque(u *url.URL) string {
	if u.Host != "" || u.User != nil || u.Path != "" || u.Fragment != "" || u.RawFragment != "" {
		return "/" // which is of none of them
	}
	return u.Opaque
}

// field is a name of a query with its value.
type field struct{ name, value string }

// fields are those of a query, in order. In such an address a plus is a plus.
func fields(u *url.URL) ([]field, error) {
	if u.RawQuery == "" {
		return nil, nil
	}
	var all []field
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(part, "=")
		name, nameErr := url.PathUnescape(name)
		value, valueErr := url.PathUnescape(value)
		hidden := strings.ContainsFunc(value, func(r rune) bool {
			return unicode.IsControl(r) && r != '\r' && r != '\n' && r != '\t'
		})
		if nameErr != nil || valueErr != nil || hidden || !utf8.ValidString(value) {
			return nil, fmt.Errorf("%w: it cannot be read", ErrRefused)
		}
		all = append(all, field{strings.ToLower(name), value})
	}
	return all, nil
}

// A number may be written with what the eye wants between its digits; its extension is
// digits too.
var (
	number    = regexp.MustCompile(`^\+?[0-9]+$`)
	between   = strings.NewReplacer("-", "", ".", "", "(", "", ")", "", " ", "")
	extension = regexp.MustCompile(`(?i)^ext=[0-9]{1,10}$`)
)

// most digits of a number, more than any has (E.164 allows 15).
const mostDigits = 24

func dialled(written string) (string, error) {
	written, err := url.PathUnescape(written)
	digits := between.Replace(written)
	if err != nil || !number.MatchString(digits) || len(digits) > mostDigits {
		return "", fmt.Errorf("%w: it is no number", ErrRefused)
	}
	return digits, nil
}

func call(u *url.URL) (*url.URL, error) {
	if u.RawQuery != "" {
		return nil, fmt.Errorf("%w: it is no number", ErrRefused)
	}
	written, parameter, more := strings.Cut(opaque(u), ";")
	digits, err := dialled(written)
	if err != nil {
		return nil, err
	}
	if more {
		if !extension.MatchString(parameter) {
			return nil, fmt.Errorf("%w: it is more than a number", ErrRefused)
		}
		digits += ";" + strings.ToLower(parameter)
	}
	return &url.URL{Scheme: u.Scheme, Opaque: digits}, nil
}

func message(u *url.URL) (*url.URL, error) {
	var to []string
	for written := range strings.SplitSeq(opaque(u), ",") {
		digits, err := dialled(written)
		if err != nil {
			return nil, err
		}
		to = append(to, digits)
	}
	headers, err := fields(u)
	if err != nil {
		return nil, err
	}
	query := ""
	for _, h := range headers {
		if h.name != "body" || query != "" {
			return nil, fmt.Errorf("%w: a message with more than words", ErrRefused)
		}
		query = "body=" + escape(h.value)
	}
	return &url.URL{Scheme: u.Scheme, Opaque: strings.Join(to, ","), RawQuery: query}, nil
}
