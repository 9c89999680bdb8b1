package bundle

import (
	"errors"
	"html"
	"regexp"
	"strings"
)

// A note stands in a page of its own, between two lines that readers look for.
const (
	pageBegin = "<body>\n"
	pageEnd   = "</body>\n</html>\n"
)

// Pictures in a note, as the book names them and as a page in an archive does.
var (
	pictureInNote = regexp.MustCompile(`<img src="picture:([0-9a-f]{64})"`)
	pictureInPage = regexp.MustCompile(`<img src="\.\./pictures/([0-9a-f]{64})\.[a-z]{3,4}"`)
)

// Page is a note as a page for a browser; files are the entries of pictures by their
// SHA-256.
func Page(title, note string, files map[string]string) []byte {
	shown := pictureInNote.ReplaceAllStringFunc(note, func(tag string) string {
		if file := files[pictureInNote.FindStringSubmatch(tag)[1]]; file != "" {
			return `<img src="../` + file + `"`
		}
		return tag
	})
	return []byte("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>" + html.EscapeString(title) + "</title></head>\n" + pageBegin + shown + pageEnd)
}

// Said is the note of a page, with its pictures named as the book does.
func Said(page []byte) (string, error) {
	_, body, found := strings.Cut(string(page), pageBegin)
	body, ends := strings.CutSuffix(body, pageEnd)
	if !found || !ends {
		return "", errors.New("a page that is no note")
	}
	return pictureInPage.ReplaceAllString(body, `<img src="picture:$1"`), nil
}

// Pictures are the SHA-256 of the pictures that a note shows.
func Pictures(note string) []string {
	var shas []string
	for _, tag := range pictureInNote.FindAllStringSubmatch(note, -1) {
		shas = append(shas, tag[1])
	}
	return shas
}
