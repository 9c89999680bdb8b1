package book

import (
	"fmt"

	"carebook/app/care"
	"carebook/app/picture"
)

// ReadPhoto reads a picture that is to be somebody's photo; its bytes are in
// Data, for the store. It fails with care.CodeBadPicture for what is no picture
// that can be shown, and like Attach for a file that cannot be read.
func ReadPhoto(path string) (*care.Photo, error) {
	data, err := readLimited(path)
	if err != nil {
		return nil, err
	}
	pic, err := picture.Make(data)
	if err != nil {
		return nil, err
	}
	if pic.Width == 0 || pic.Height == 0 {
		return nil, &care.Error{Code: care.CodeBadPicture, Args: care.Args{"Detail": pic.MediaType}, Err: fmt.Errorf("read the photo %s: no picture", path)}
	}
	photo := pic.Photo()
	photo.Data = data
	return photo, nil
}
