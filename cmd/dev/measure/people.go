package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"carebook/app/text"
)

// The made-up people are those of an address book kept by somebody who sells
// in five languages. Who stands in the i-th row depends on i alone.
var (
	givens = [][]string{
		{"María", "José", "Lucía", "Javier", "Begoña", "Íñigo", "Noemí", "Raúl", "Inés", "Martín", "Álvaro"},
		{"Ruth", "James", "Oliver", "Chloë", "Siobhan", "George", "Hannah", "Peter", "Zoë", "Amelia", "Frank"},
		{"Иван", "Ольга", "Сергей", "Фёдор", "Юлия", "Наталья", "Артём", "Елена", "Пётр", "Ирина", "Дмитрий"},
		{"伟", "秀英", "敏", "磊", "欣怡", "浩然", "娟", "国强", "丽华", "建国", "晓明"},
		{"Łukasz", "Søren", "Đức", "Jürgen", "Hélène", "Björn", "Þóra", "Çağla", "Niccolò", "Ana", "Miloš"},
	}
	families = [][]string{
		{"Ferrer", "García", "Núñez", "Ibáñez", "Güell", "Soler", "Muñoz", "de la Cruz", "Vidal", "Pons", "Ríos", "Castaño", "Roca"},
		{"Ashworth", "O'Connor", "Brontë", "McDonald", "Whitfield", "Nuñez-Hill", "Carver", "Lane", "Marsh", "Stone", "Webb", "Yates", "Frost"},
		{"Морозов", "Ёлкина", "Щербаков", "Соловьёва", "Волкова", "Лебедев", "Зайцева", "Орлов", "Белова", "Крылов", "Жукова", "Громов", "Панова"},
		{"张", "王", "欧阳", "曾", "单", "李", "赵", "陈", "周", "司马", "林", "郭", "何"},
		{"Kowalski", "Ångström", "Nguyễn", "Groß", "Lefèvre", "Sjöberg", "Jónsdóttir", "Yıldız", "Rossi", "Novák", "Horvat", "Dvořák", "Weiß"},
	}
	trades = []string{"Panadería", "Talleres", "Viveros", "Marsh & Sons", "Ромашка", "竹语文化", "Nordlicht", "Ferretería", "Clínica", "Papelería", "Gestoría", "Bodegas", "Hotel", "Imprenta", "Óptica", "Farmacia", "Яблоко"}
	cities = []string{"Valencia", "Leeds", "Тверь", "上海", "Łódź", "Sevilla", "Bristol", "Казань", "成都", "Århus", "Bilbao", "Hull", "Пермь", "广州", "Graz", "Cádiz", "York", "Псков", "西安"}
	topics = []string{"wants the blue samples again", "daughter sits her exam in June", "pagar a treinta días", "любит шахматы", "喜欢喝茶", "asked for a price on forty boxes", "llama siempre los lunes", "works mornings only", "复购很稳定"}
)

// headings are those of Google's export.
var headings = []string{
	"First Name", "Middle Name", "Last Name", "Nickname", "Organization Name", "Organization Title", "Birthday", "Notes", "Labels",
	"E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Label", "E-mail 2 - Value",
	"Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value", "Phone 3 - Label", "Phone 3 - Value",
	"Address 1 - Label", "Address 1 - Street", "Address 1 - City", "Address 1 - Postal Code", "Address 1 - Country", "Website 1 - Value",
}

// one is the i-th made-up person.
type one struct{ i int }

func (p one) of(list []string, stride int) string { return list[p.i/stride%len(list)] }

func (p one) script() int { return p.i % len(givens) }

func (p one) given() string { return p.of(givens[p.script()], 5) }

// family is made one's own by a number where names would soon repeat.
func (p one) family() string { return p.of(families[p.script()], 55) }

func (p one) organization() string {
	if p.i%3 == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", p.of(trades, 7), p.i/90)
}

func (p one) city() string { return p.of(cities, 3) }

func (p one) email() string {
	return fmt.Sprintf("p%d@%s.example", p.i, []string{"correo", "mail", "pochta"}[p.i%3])
}

// phones are two or three numbers, two and a half on average, none of them
// anybody else's.
func (p one) phones() []string {
	numbers := []string{
		fmt.Sprintf("+34 6%02d %03d %03d", p.i%90+10, p.i/1000%1000, p.i%1000),
		fmt.Sprintf("+7 (916) %03d-%02d-%02d", p.i/10000%1000, p.i/100%100, p.i%100),
	}
	if p.i%2 == 1 {
		numbers = append(numbers, fmt.Sprintf("+86 138 %04d %04d", p.i/10000, p.i%10000))
	}
	return numbers
}

// row is the person under the headings.
func (p one) row() []string {
	phones := append(p.phones(), "")
	label := func(value, name string) string {
		if value == "" {
			return ""
		}
		return name
	}
	street, city, code, country, second, birthday, note := "", "", "", "", "", "", ""
	if p.i%2 == 0 {
		street, city, code, country = fmt.Sprintf("Calle Mayor %d", p.i%200+1), p.city(), fmt.Sprintf("%05d", p.i%90000), "Spain"
	}
	if p.i%4 == 0 {
		second = fmt.Sprintf("office%d@firm%d.example", p.i, p.i/90)
	}
	if p.i%3 == 1 {
		birthday = fmt.Sprintf("%04d-%02d-%02d", 1950+p.i%55, p.i%12+1, p.i%28+1)
	}
	if p.i%3 == 2 {
		note = p.of(topics, 2) + "; " + p.of(topics, 11)
	}
	return []string{
		p.given(), "", p.family(), "", p.organization(), label(p.organization(), "Purchasing"), birthday, note, []string{"* myContacts", "Customers ::: * myContacts"}[p.i%2],
		"* Work", p.email(), label(second, "Other"), second,
		"Mobile", phones[0], "Work", phones[1], label(phones[2], "Home"), phones[2],
		label(street, "Work"), street, city, code, country, "",
	}
}

// repeatEvery is the place of a repeat among the people of a file with repeats:
// one in twenty is somebody who stands there already.
const repeatEvery = 20

// repeat is the row of the person before, as another telephone has it: plainly
// copied, with a number in another form, with the address in capitals, or
// without accents.
func (p one) repeat() []string {
	row := one{p.i - 1}.row()
	column := func(heading string) *string { return &row[slices.Index(headings, heading)] }
	first, mail := column("Phone 1 - Value"), column("E-mail 1 - Value")
	switch p.i / repeatEvery % 4 {
	case 1:
		*first, *mail = strings.ReplaceAll("00"+(*first)[1:], " ", "-"), ""
	case 2:
		*first, *mail = "", strings.ToUpper(*mail)
	case 3:
		for _, name := range []*string{column("First Name"), column("Last Name")} {
			*name = text.Fold(*name)
		}
	}
	return row
}

// writePeople writes n made-up people as Google's export does; with repeats one
// in twenty rows is somebody who stands there already.
func writePeople(path string, n int, repeats bool) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write people: %w", err)
	}
	buffered := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(buffered)
	err = w.Write(headings)
	for i := 0; i < n && err == nil; i++ {
		row := one{i}.row()
		if repeats && i%repeatEvery == repeatEvery-1 {
			row = one{i}.repeat()
		}
		err = w.Write(row)
	}
	w.Flush()
	if err = errors.Join(err, w.Error(), buffered.Flush(), f.Close()); err != nil {
		return fmt.Errorf("write people to %s: %w", path, err)
	}
	return nil
}

// query is the i-th of the mixed searches in a book of n made-up people: names
// as they are typed, from the first letter on, parts of words, words in any
// order, other scripts in Latin letters, places, notes, numbers, what was said
// (one word as it is typed, and two together), and words that nobody has.
func query(i, n int) string {
	p := one{i * 7919 % n}
	name := []rune(p.given() + " " + p.family())
	switch i % 12 {
	case 0:
		return string(name[:1])
	case 1:
		return string(name[:min(3, len(name))])
	case 2:
		return p.family() + " " + p.given()
	case 3:
		return []string{"zhang", "ivan", "ouyang", "jose", "lukasz", "zw", "soren", "elkina"}[i/12%8]
	case 4:
		organization := []rune(one{p.i/3*3 + 1}.organization())
		return string(organization[1:min(7, len(organization))])
	case 5:
		number := p.phones()[0]
		return strings.ReplaceAll(number[len(number)-5:], " ", "")
	case 6:
		return p.email()[:4]
	case 7:
		return p.city()
	case 8:
		return strings.Fields(p.of(topics, 2))[0]
	case 9:
		words := said[i/12%len(said)]
		word := []rune(words[i*7%len(words)])
		return string(word[:min(4, len(word))])
	case 10:
		words := said[i/12%len(said)]
		return words[i/12%20] + " " + words[i*13%len(words)]
	}
	return fmt.Sprintf("nobody%d", i)
}
