package book

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/google/uuid"

	"carebook/app/care"
	"carebook/app/crash"
	"carebook/app/exchange"
	"carebook/app/picture"
	"carebook/store"
)

// The import is a pipeline: one goroutine reads records, some prepare them
// (sort keys, search text, thumbnails: most of the work), and the one that
// holds the transaction writes them in the order of the files.

// item is a record on its way.
type item struct {
	file        int
	record      *exchange.Record
	fingerprint int64
	marks       *exchange.Marks
	notAPerson  bool
	// ref names it.
	ref      RecordRef
	prepared *store.Prepared
	picture  *picture.Picture
	// notes are those of the record.
	notes []importedNote
	// draft is the record's person in the spill of a preview, text the same
	// on its way there.
	draft span
	text  []byte
	// end is the error that ended the reading; then there is no record.
	end error
	// err is what went wrong in preparing.
	err   error
	ready chan struct{}
	// pledge is what the item takes of the budget, until it was written.
	pledge func()
}

// wait waits until the item is prepared.
func (it *item) wait(ctx context.Context) error {
	select {
	case <-it.ready:
	case <-ctx.Done():
		return &care.Error{Code: care.CodeCancelled, Err: ctx.Err()}
	}
	if it.pledge != nil {
		it.pledge()
	}
	return it.err
}

// Bounds of what is on its way at once.
const (
	maxItems      = 256
	maxPhotoBytes = 48 << 20
)

// prepare reads the files and yields their records in order. It ends when ctx
// does.
func (run *importRun) prepare(ctx context.Context) <-chan *item {
	ordered := make(chan *item, maxItems)
	work := make(chan *item, maxItems)
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		crash.Go(func() {
			for it := range work {
				it.err = run.prepareItem(ctx, it)
				close(it.ready)
			}
		})
	}
	crash.Go(func() {
		defer close(ordered)
		defer close(work)
		photos := newBudget(ctx, maxPhotoBytes)
		for i, source := range run.sources {
			if source == nil {
				continue
			}
			err := source.Read(ctx, func(r *exchange.Record) error {
				it := &item{file: i, record: r, ready: make(chan struct{})}
				if n := weight(r); n > 0 {
					it.pledge = photos.take(min(n, maxPhotoBytes))
				}
				for _, stage := range []chan *item{work, ordered} {
					select {
					case stage <- it:
					case <-ctx.Done():
						return ctx.Err()
					}
				}
				return nil
			})
			if err != nil {
				end := &item{end: err, ready: make(chan struct{})}
				close(end.ready)
				select {
				case ordered <- end:
				case <-ctx.Done():
				}
				return
			}
		}
	})
	return ordered
}

// weight is what a record's picture and notes take of the memory, in bytes.
func weight(r *exchange.Record) int {
	n := 0
	if photo := r.Person.Photo; photo != nil {
		n = len(photo.Data)
	}
	for i := range r.Notes {
		note := &r.Notes[i]
		n += len(note.HTML) + len(note.Text)
		for j := range note.Pictures {
			n += len(note.Pictures[j].Data)
		}
	}
	return n
}

// prepareItem does the work of one record that needs no transaction.
func (run *importRun) prepareItem(ctx context.Context, it *item) error {
	if it.record.Problem != nil || it.record.Group != nil {
		return nil
	}
	p := &it.record.Person
	it.fingerprint = exchange.Fingerprint(p, it.record.Notes...)
	if err := run.prepareNotes(ctx, it); err != nil {
		return err
	}
	p.Sources = []int64{it.fingerprint}
	p.Country = run.country
	addTags(p, run.options.Tags)
	it.marks, it.notAPerson = exchange.MarksOf(p, run.country), exchange.NotAPerson(p)
	if run.preview != nil {
		return run.prepareDraft(it)
	}
	if p.Photo != nil && len(p.Photo.Data) > 0 {
		pic, err := picture.Make(p.Photo.Data)
		if err != nil {
			return err
		}
		photo := pic.Photo()
		photo.Data = p.Photo.Data // for Merge, which keeps a second picture
		it.picture, p.Photo = pic, photo
	}
	var err error
	it.prepared, err = run.store.Prepare(p)
	return err
}

// prepareDraft prepares a record for a preview, which needs neither look-up
// values nor thumbnails.
func (run *importRun) prepareDraft(it *item) error {
	p := &it.record.Person
	if photo := p.Photo; photo != nil && len(photo.Data) > 0 {
		sum := sha256.Sum256(photo.Data)
		photo.SHA256, photo.Bytes = hex.EncodeToString(sum[:]), len(photo.Data)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make an id: %w", err)
	}
	p.ID = id.String()
	if p.UID == "" {
		p.UID = p.ID
	}
	if it.text, err = json.Marshal(p); err != nil {
		return fmt.Errorf("write the draft of a person: %w", err)
	}
	return nil
}

// budget bounds the bytes of pictures and notes that wait to be written.
type budget struct {
	mu    sync.Mutex
	freed *sync.Cond
	left  int
	done  bool
}

func newBudget(ctx context.Context, size int) *budget {
	b := &budget{left: size}
	b.freed = sync.NewCond(&b.mu)
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.done = true
		b.freed.Broadcast()
	})
	return b
}

// take waits until n bytes are left and gives the function that returns them.
func (b *budget) take(n int) func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left < n && !b.done {
		b.freed.Wait()
	}
	b.left -= n
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.left += n
		b.freed.Signal()
	}
}

// progressEvery is how often an import tells how far it is.
const progressEvery = 100 * time.Millisecond

// telling remembers when progress was last told.
type telling struct {
	last    time.Time
	records int
}

func (run *importRun) progress(finishing bool) {
	run.told.records++
	if run.options.Progress == nil {
		return
	}
	if !finishing {
		if run.told.records%64 != 0 {
			return // asking the clock costs more than a record's share
		}
		now := run.clock.Now()
		if now.Sub(run.told.last) < progressEvery {
			return
		}
		run.told.last = now
	}
	p := Progress{Total: run.total, Records: run.told.records, Elapsed: run.clock.Now().Sub(run.began), Finishing: finishing}
	for i, source := range run.sources {
		if source == nil {
			continue
		}
		p.Done += source.Offset()
		if source.Offset() < source.Info().Bytes || p.File == "" {
			p.File = run.result.Files[i].File
		}
	}
	run.options.Progress(p)
}
