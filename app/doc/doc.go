// Package doc is the rich text of a note: blocks, marks, pictures, positions,
// edits that can be taken back, the commands of an editor, HTML in and out. It
// is data and functions alone: no clock, no files. It imports the standard
// library, the tokenizer of golang.org/x/net/html, the grapheme clusters of
// github.com/rivo/uniseg and app/text for folding, and never the window, the
// store or anything that opens a connection.
//
// # The document
//
// A Document is a flat list of blocks, at least one: paragraphs, headings, items
// of lists, quotes, dividers, pictures. Items of lists carry a level (0 to
// MaxLevel) instead of standing in a tree, so that one caret and one selection
// run over the whole note, a range is two positions, and joining, splitting and
// pasting are the same everywhere. The tree of HTML is made in writing and
// taken apart in reading.
//
// A Block never changes: an edit puts another block in its place. So a window
// keeps what it has laid out by the block's pointer, a history and a copy for
// saving share blocks instead of copying text, and a key in a long note costs
// the text of its own block and nothing of the others.
//
// A block's text is one string with styles over stretches of it (Inline), in
// one canonical form, so that equal documents are equal in structure:
//
//   - text is valid UTF-8 without control characters but the line break and the
//     tab; "\n" is a line break within a block;
//   - stretches cover the text exactly, none is empty, neighbours differ;
//   - a level belongs to items of lists, a check to check items, a picture to
//     pictures, whose text is the caption; a divider has no text;
//   - a document has a block.
//
// Nothing that this package exports can make another form.
//
// # Positions and edits
//
// A Position is a block and an offset in bytes, always between grapheme
// clusters. An Edit is one of two things: the text between two offsets of a
// block replaced by other text, or some blocks replaced by other blocks.
// Document.Apply does it and gives the edit that takes it back. All operations
// make such edits; commands make them of a selection, with the selection after
// it (Change), as word processors do: what is left of a block keeps its kind,
// and a block of which nothing is left gives way to the one it is joined with.
// History keeps the inverses in groups. Editor holds a document, its selection
// and its history together: what a widget forwards keys to.
//
// # HTML
//
// What HTML writes is what the store keeps, a small web page's body:
//
//	h1 h2 h3 p blockquote>p hr
//	ul ol >li, nested inside the li; li of ul.checks begin with input[type=checkbox]
//	figure >img[src=picture:SHA] +figcaption
//	strong em u s mark a[href] br
//
// An li with list-style:none is no item: it only carries a list that lies two
// or more levels deeper. A block whose blanks a browser would collapse has
// white-space:pre-wrap. An empty paragraph holds a br, and a br at the end of a
// block is one that does not count, as in browsers.
//
// FromHTML reads that back as it was, and any other HTML into something: see
// there. It reads tokens with a stack of its own, since a tree as browsers
// build it repeats open formatting in every paragraph, which lets a page of a
// megabyte fill the memory.
package doc
