package today

// AtHand implements kit.Subject: the person of the row that has the keyboard.
func (t *Screen) AtHand() int64 {
	if t.board.opened == nil {
		return 0
	}
	return t.board.opened.item.Person
}

// PrintShown prints the day and reports whether it did.
func (t *Screen) PrintShown() bool {
	if t.Print == nil {
		return false
	}
	t.Print()
	return true
}
