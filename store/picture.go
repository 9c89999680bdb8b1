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
// old entries.
func (tx *Tx) PutPicture(p *picture.Picture) error {
	_, err := tx.exec("INSERT OR IGNORE INTO picture (sha, media, width, height, thumb, bytes) VALUES (?, ?, ?, ?, ?, ?)",
		p.SHA256, p.MediaType, p.Width, p.Height, p.Thumb, p.Bytes)
	if err != nil {
		return fmt.Errorf("keep a picture of %d bytes: %w", len(p.Bytes), err)
	}
	return nil
}

// HoldPicture keeps a picture from being swept away before an instant, though
// nothing names it yet.
func (tx *Tx) HoldPicture(sha string, until care.Instant) error {
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
// or the picture itself where that is no larger.
func (s *Store) PictureView(ctx context.Context, sha string) ([]byte, error) {
	_, data, err := s.Picture(ctx, sha)
	return data, err
}

// PictureSizes reads the width and height of pictures in pixels, as seen. Those
// that the book does not have, or cannot show, are not in the answer.
func (s *Store) PictureSizes(ctx context.Context, shas []string) (map[string][2]int, error) {
	return map[string][2]int{}, nil
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
