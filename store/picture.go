package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"carebook/app/care"
	"carebook/app/picture"
)

// PutPicture keeps a picture, once. Pictures are never changed and are no part
// of the change log; one that nobody shows any more is removed with the log's
// old entries. What an older program knew of the picture, such as its size
// before it was turned upright, becomes what p knows.
func (tx *Tx) PutPicture(p *picture.Picture) error {
	fail := func(err error) error { return fmt.Errorf("keep a picture of %d bytes: %w", len(p.Bytes), err) }
	_, err := tx.exec(`INSERT INTO picture (sha, media, width, height, thumb, bytes) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (sha) DO UPDATE SET width = excluded.width, height = excluded.height, thumb = excluded.thumb
		WHERE width <> excluded.width OR height <> excluded.height`,
		p.SHA256, p.MediaType, p.Width, p.Height, p.Thumb, p.Bytes)
	if err != nil {
		return fail(err)
	}
	if p.View == nil {
		return nil
	}
	_, err = tx.exec("INSERT OR IGNORE INTO picture_view (picture, bytes) SELECT key, ?2 FROM picture WHERE sha = ?1", p.SHA256, p.View)
	if err != nil {
		return fail(err)
	}
	return nil
}

// HoldPicture keeps a picture from being swept away before an instant, though
// nothing names it yet.
func (tx *Tx) HoldPicture(sha string, until care.Instant) error {
	_, err := tx.exec("INSERT INTO picture_hold (sha, until) VALUES (?, ?) ON CONFLICT (sha) DO UPDATE SET until = max(until, excluded.until)", sha, until)
	if err != nil {
		return fmt.Errorf("hold picture %s: %w", sha, err)
	}
	return nil
}

// Thumb reads the small form of a picture: a JPEG of picture.ThumbSize, or the
// picture itself where that is no larger. It is nil where a list has nothing to
// show.
func (s *Store) Thumb(ctx context.Context, sha string) ([]byte, error) {
	var data []byte
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(thumb, CASE WHEN width BETWEEN 1 AND ?2 AND height BETWEEN 1 AND ?2 THEN bytes END)
		FROM picture WHERE sha = ?1`, sha, picture.ThumbSize).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("picture %s: %w", sha, ErrNotFound)
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the thumbnail of picture %s: %w", sha, err))
	}
	return data, nil
}

// PictureView reads a picture in the form in which a note shows it: its view,
// or the picture itself where that is no wider. A picture kept by a program that
// made no views gets one for the moment.
func (s *Store) PictureView(ctx context.Context, sha string) ([]byte, error) {
	var data []byte
	var viewed bool
	// The bytes come last: a row's end is not read where it is not needed.
	err := s.read.QueryRowContext(ctx, `SELECT view.picture IS NOT NULL, CASE WHEN view.picture IS NULL THEN picture.bytes ELSE view.bytes END
		FROM picture LEFT JOIN picture_view AS view ON view.picture = picture.key WHERE sha = ?`, sha).Scan(&viewed, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("picture %s: %w", sha, ErrNotFound)
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the view of picture %s: %w", sha, err))
	}
	if viewed {
		return data, nil
	}
	view, err := picture.View(data)
	if err != nil {
		return nil, fmt.Errorf("make the view of picture %s: %w", sha, err)
	}
	if view == nil {
		return data, nil
	}
	return view, nil
}

// PictureSizes reads the width and height of pictures in pixels, as seen. Those
// that the book does not have, or cannot show, are not in the answer.
func (s *Store) PictureSizes(ctx context.Context, shas []string) (map[string][2]int, error) {
	sizes := make(map[string][2]int, len(shas))
	for _, sha := range shas {
		var size [2]int
		err := s.read.QueryRowContext(ctx, "SELECT width, height FROM picture WHERE sha = ? AND width > 0 AND height > 0", sha).Scan(&size[0], &size[1])
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, s.explain(fmt.Errorf("read the size of picture %s: %w", sha, err))
		}
		sizes[sha] = size
	}
	return sizes, nil
}

// Picture reads a picture as it was given.
func (s *Store) Picture(ctx context.Context, sha string) (mediaType string, data []byte, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT media, bytes FROM picture WHERE sha = ?", sha).Scan(&mediaType, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, fmt.Errorf("picture %s: %w", sha, ErrNotFound)
	}
	if err != nil {
		return "", nil, s.explain(fmt.Errorf("read picture %s: %w", sha, err))
	}
	return mediaType, data, nil
}
