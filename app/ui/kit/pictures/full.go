package pictures

import (
	"context"

	"carebook/app/ui/kit"
)

// ShowFull shows a picture in a window of its own: fitted to it at first; the
// wheel, + and - zoom, dragging moves, 0 fits again, Escape closes. save is
// called by "Save as", with that window for the dialog.
func ShowFull(shell kit.Shell, title string, read func(ctx context.Context) ([]byte, error), save func(in kit.Shell)) {
}
