// Package style is the look of Carebook: the theme with its colours, sizes and
// typefaces in light and dark, and the icons. It is the only package that names
// a colour by its figures.
//
// It imports the assets and Fyne, and never a screen, the store or the domain.
package style
