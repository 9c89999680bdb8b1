// Package richedit is the editor of notes: a widget that draws a document of
// app/doc as a page and takes keys, pointer and clipboard for it, and a view
// that scrolls it.
//
// A page lays the blocks out in lines and knows where in the text a place on
// the screen is; a painter draws what of it is seen; the Editor turns keys and
// clicks into commands of package doc and tells the page what an edit has
// changed. All of it belongs to the window's goroutine.
//
// The package imports doc, care, lang, kit and style, and never a screen, the
// store or a use case. It opens no address and reads no file: links, pictures
// and what is not its own are handed to whoever made it (Params).
package richedit
