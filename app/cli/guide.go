package cli

import (
	"context"
	"fmt"
	"os"

	"carebook/app/care"
	"carebook/app/guide"
	"carebook/app/lang"
)

// runGuide writes the user's guide as pages for the browser into a folder, made
// where it is missing.
func runGuide(_ context.Context, c *call) error {
	dir := c.args[0]
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": dir, "Detail": care.Cause(err)}, Err: fmt.Errorf("make the folder of the guide: %w", err)}
	}
	first, err := guide.Write(dir, guide.Index)
	if err != nil {
		return err
	}
	return c.say(lang.T("guide.written", lang.Args{"File": first}))
}
