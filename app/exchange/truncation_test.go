package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/app/exchange"
)

// cuts is at how many places each file is cut.
const cuts = 20

// TestTruncations reads files that end too early: whatever is left is read, or
// refused with a sentence for people.
func TestTruncations(t *testing.T) {
	own := map[string]string{
		"cards.vcf":  card + "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C8=E2=\r\n=E0=ED\r\nPHOTO;BASE64:\r\n /9j/4AAQSkZJRgABAQ\r\n AAAQABAAD\r\n\r\nEND:VCARD\r\n",
		"wide.vcf":   utf16File(card+card, false, true),
		"table.csv":  "Name,Phone,Notes\r\nAna,1,\"one\r\n\"\"two\"\"\"\r\n\"Иван\",2,x\r\n",
		"wide.csv":   utf16File("Name\tPhone\nИван\t1\nAna\t2\n", true, true),
		"gbk.csv":    "\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\n\xCD\xF5\xCE\xB0,1\n",
		"own.json":   "{\"people\":[\n{\"full_name\":\"Ana\",\"phones\":[{\"number\":\"1\"}]},\n{\"full_name\":\"Иван\"}\n]}\n",
		"agents.vcf": "BEGIN:VCARD\nVERSION:2.1\nN:parent\nAGENT:\nBEGIN:VCARD\nN:agent\nEND:VCARD\nTEL:1\nEND:VCARD\n",
	}
	for name, content := range own {
		truncate(t, name, []byte(content))
	}
	for _, name := range []string{"a.zip", "a.vcf"} {
		raw, err := os.ReadFile(archive(t, member{"a.vcf", card}, member{"b.csv", own["table.csv"]}, member{"c.txt", "none"}))
		if err != nil {
			t.Fatal(err)
		}
		truncate(t, name, raw)
	}
}

// TestTruncationsOfCorpus does the same to real exports.
func TestTruncationsOfCorpus(t *testing.T) {
	for _, path := range corpusFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		truncate(t, filepath.Base(path), raw)
	}
}

// truncate cuts a file at places that are spread over it, never at its end.
func truncate(t *testing.T, name string, raw []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	for i := range cuts {
		// The odd part keeps the cuts off the ends of lines of equal length.
		at := min((len(raw)*i+i*i%7)/cuts, len(raw))
		if err := os.WriteFile(path, bytes.Clone(raw[:at]), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		records, headed, err := readAny(ctx, path)
		if ctx.Err() != nil {
			t.Errorf("%s cut at %d: no end to it", name, at)
		}
		cancel()
		switch code := care.CodeOf(err); {
		case code == care.CodeInternal:
			t.Errorf("%s cut at %d: %v", name, at, err)
		case err == nil && records == 0 && !headed:
			t.Errorf("%s cut at %d: nothing read, and no word about it", name, at)
		case at == 0 && code != care.CodeFileEmpty:
			t.Errorf("%s without anything in it: %v", name, err)
		}
	}
}

// readAny reads whatever a file holds; headed is set for a table, of which
// there may be the headings alone.
func readAny(ctx context.Context, path string) (records int, headed bool, err error) {
	sources, _, err := exchange.OpenAll(path, detect)
	for _, s := range sources {
		headed = headed || s.Info().Header
		err = errors.Join(err, s.Read(ctx, func(*exchange.Record) error { records++; return nil }), s.Close())
	}
	return records, headed, err
}
