package store

// Schema is the number of the newest schema: that of every book which this
// program has opened for writing.
func Schema() (int, error) {
	steps, err := migrations()
	return len(steps), err
}
