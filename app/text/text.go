// Package text brings names, words and telephone numbers into the forms that
// can be compared, found and sorted: folding of case and diacritics, pinyin and
// transliteration, search text and queries, sort keys, normal forms of numbers.
//
// Everything here is a pure function of its arguments; only a Sorter has state.
// The package imports no other package of Carebook, no SQL and no window.
package text
