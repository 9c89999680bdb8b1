package book

import (
	"carebook/app/doc"
	"carebook/app/lang"
)

// NoteTemplate is the beginning of a note.
type NoteTemplate struct {
	ID string
	// Name is what it is chosen by, Title the title of a note made from it.
	Name, Title string
	// Doc makes a document of it.
	Doc func() *doc.Document
}

// NoteTemplates are those that come with the program, in the language in use: for
// a first visit, a meeting and a complaint.
func NoteTemplates() []NoteTemplate {
	return []NoteTemplate{
		{"first_visit", lang.T("note.first"), lang.T("note.first"), firstVisit},
		{"meeting", lang.T("note.meeting"), lang.T("note.meeting"), meeting},
		{"complaint", lang.T("note.complaint"), lang.T("note.complaint"), complaint},
	}
}

// lines are blocks of a kind, one for each text; without any, an empty one.
func lines(kind doc.Kind, texts ...string) []*doc.Block {
	if len(texts) == 0 {
		texts = []string{""}
	}
	blocks := make([]*doc.Block, len(texts))
	for i, text := range texts {
		blocks[i] = doc.NewBlock(kind, 0, doc.Plain(text, doc.Style{}))
	}
	return blocks
}

// document is a document of some runs of blocks.
func document(parts ...[]*doc.Block) *doc.Document {
	var blocks []*doc.Block
	for _, part := range parts {
		blocks = append(blocks, part...)
	}
	return doc.New(blocks...)
}

func firstVisit() *doc.Document {
	return document(
		lines(doc.Heading2, lang.T("note.first_decides")),
		lines(doc.Bullet, lang.T("note.first_signs"), lang.T("note.first_heard")),
		lines(doc.Heading2, lang.T("note.first_now")),
		lines(doc.Bullet, lang.T("note.first_from"), lang.T("note.first_content"), lang.T("note.first_missing")),
		lines(doc.Heading2, lang.T("note.first_need")),
		lines(doc.Bullet),
		lines(doc.Heading2, lang.T("note.first_budget")),
		lines(doc.Paragraph),
		lines(doc.Heading2, lang.T("note.promised")),
		lines(doc.Check, lang.T("note.first_offer"), lang.T("note.first_next")),
		lines(doc.Heading2, lang.T("note.first_personal")),
		lines(doc.Paragraph),
	)
}

func meeting() *doc.Document {
	return document(
		lines(doc.Heading2, lang.T("note.meeting_present")),
		lines(doc.Bullet),
		lines(doc.Heading2, lang.T("note.meeting_topics")),
		lines(doc.Number),
		lines(doc.Heading2, lang.T("note.meeting_decided")),
		lines(doc.Bullet),
		lines(doc.Heading2, lang.T("note.meeting_todo")),
		lines(doc.Check),
	)
}

func complaint() *doc.Document {
	return document(
		lines(doc.Heading2, lang.T("note.complaint_what")),
		lines(doc.Paragraph),
		lines(doc.Bullet, lang.T("note.complaint_since"), lang.T("note.complaint_bad")),
		lines(doc.Heading2, lang.T("note.complaint_promised")),
		lines(doc.Check, lang.T("note.complaint_answer")),
		lines(doc.Heading2, lang.T("note.complaint_settled")),
		lines(doc.Paragraph),
	)
}
