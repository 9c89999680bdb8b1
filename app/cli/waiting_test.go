package cli_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/cli"
	"carebook/store"
)

// release ends what keeps a command waiting as soon as something is said.
type release struct {
	bytes.Buffer
	said chan struct{}
}

func (r *release) Write(b []byte) (int, error) {
	if r.Len() == 0 {
		close(r.said)
	}
	return r.Buffer.Write(b)
}

// Whoever types a command while another program writes to the book is told what it waits
// for; a script is not.
func TestACommandTellsThatItWaits(t *testing.T) {
	session := newSession(t)
	clock := care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	session.ok("import", session.file("a.vcf", cards))
	other, err := store.Open(context.Background(), session.book, store.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	for _, terminal := range []bool{true, false} {
		errs := &release{said: make(chan struct{})}
		begun, done := make(chan struct{}), make(chan error)
		go func() {
			_, err := other.Do(context.Background(), store.Action{Kind: "test"}, func(*store.Tx) error {
				close(begun)
				if terminal {
					<-errs.said
				} else {
					time.Sleep(3 * time.Second) // as long as it would say something twice
				}
				return nil
			})
			done <- err
		}()
		<-begun
		status := cli.Run(context.Background(), cli.Env{
			Out: &bytes.Buffer{}, Err: errs, Terminal: terminal, Clock: clock,
			Settings: func() app.Settings { return session.settings },
		}, []string{"--book", session.book, "tag", "--where", "María", "--add", "Friends"})
		if err := <-done; err != nil || status != 0 {
			t.Fatalf("exit %d, %v, %s", status, err, errs)
		}
		if told := strings.Contains(errs.String(), "waiting"); told != terminal {
			t.Errorf("on a terminal %v: it says %q", terminal, errs)
		}
	}
	if err := other.Close(); err != nil {
		t.Error(err)
	}
}
