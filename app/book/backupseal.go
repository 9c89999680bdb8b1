package book

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strings"

	"filippo.io/age"

	"carebook/app/care"
)

// A sealed file is in the age format (age-encryption.org/v1) with one recipient, a
// passphrase: any age tool opens it. The passphrase is stretched by scrypt, and what
// the file holds is authenticated in pieces of 64 KiB.

// sealedMark begins every sealed file.
const sealedMark = "age-encryption.org/v1\n"

// sealedEnd is the ending of a sealed file's name.
const sealedEnd = ".age"

// maxWork bounds what a sealed file may ask of the machine: 2 to the power of 20
// rounds of scrypt need 1 GiB. Ours, as those of other tools, ask for 18.
const maxWork = 20

// seal writes what is in the file plain to w, under a passphrase, and gives the
// SHA-256 of what was written.
func seal(w io.Writer, plain, passphrase string) (sum [sha256.Size]byte, err error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return sum, &care.Error{Code: care.CodePassphraseEmpty, Err: err}
	}
	f, err := care.OpenFile(plain)
	if err != nil {
		return sum, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	sealed, err := age.Encrypt(w, recipient)
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(sealed, h), f); err != nil {
		return sum, err
	}
	if err := sealed.Close(); err != nil {
		return sum, err
	}
	return sumOf(h), nil
}

func sumOf(h hash.Hash) (sum [sha256.Size]byte) {
	h.Sum(sum[:0])
	return sum
}

// unseal writes what the sealed file holds to w. It fails with
// care.CodePassphraseMissing, care.CodePassphraseWrong or, where the file is not as
// it was written, care.CodeBackupDamaged; what was written to w is then worth
// nothing.
func unseal(w io.Writer, path, passphrase string) (sum [sha256.Size]byte, err error) {
	say := func(code care.Code, err error) error {
		return &care.Error{Code: code, Args: care.Args{"File": path}, Err: err}
	}
	if passphrase == "" {
		return sum, say(care.CodePassphraseMissing, nil)
	}
	f, err := care.OpenFile(path)
	if err != nil {
		return sum, fileError(path, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return sum, say(care.CodePassphraseWrong, err)
	}
	identity.SetMaxWorkFactor(maxWork)
	plain, err := age.Decrypt(bufio.NewReader(f), identity)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return sum, say(care.CodePassphraseWrong, err)
	case err != nil:
		return sum, say(care.CodeBackupDamaged, err)
	}
	h := sha256.New()
	if err := copyFrom(io.MultiWriter(w, h), plain); err != nil {
		var failed readError
		if errors.As(err, &failed) {
			return sum, say(care.CodeBackupDamaged, err)
		}
		return sum, err
	}
	return sumOf(h), nil
}

// readError marks what went wrong in reading, so that it is not taken for a full
// disk.
type readError struct{ error }

func (e readError) Unwrap() error { return e.error }

func copyFrom(w io.Writer, r io.Reader) error {
	_, err := io.Copy(w, markedReader{r})
	return err
}

type markedReader struct{ r io.Reader }

func (m markedReader) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if err != nil && err != io.EOF { //nolint:errorlint // io.EOF is never wrapped by a reader
		err = readError{err}
	}
	return n, err
}

// IsSealed reports whether a file is in the age format, known by its content.
func IsSealed(path string) bool { return beginsWith(path, sealedMark) }

// beginsWith reports whether a file begins with a mark.
func beginsWith(path, mark string) bool {
	f, err := care.OpenFile(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	head := make([]byte, len(mark))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == mark
}

// ReadPassphrase reads a passphrase: the first line of a file, without its end. The
// file may be a pipe, which some other program writes a passphrase into.
func ReadPassphrase(path string) (string, error) {
	f, err := care.OpenFile(path)
	if errors.Is(err, care.ErrNoFile) {
		f, err = os.Open(path)
	}
	if err != nil {
		return "", fileError(path, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	const longest = 64 << 10
	line, err := bufio.NewReader(io.LimitReader(f, longest)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fileError(path, err)
	}
	endless := len(line) == longest
	line = strings.TrimRight(line, "\r\n")
	if line == "" || endless {
		return "", &care.Error{Code: care.CodePassphraseEmpty}
	}
	return line, nil
}

// fileError tells why a file cannot be read.
func fileError(path string, err error) error {
	if care.CodeOf(err) == care.CodeFileIsBook {
		return err
	}
	code := care.CodeFileUnreadable
	if errors.Is(err, os.ErrNotExist) {
		code = care.CodeFileMissing
	}
	return &care.Error{Code: code, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: fmt.Errorf("read %s: %w", path, err)}
}
