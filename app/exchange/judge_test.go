package exchange_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

// who makes a person of a name and of numbers and addresses.
func who(full string, contacts ...string) *care.Person {
	p := &care.Person{FullName: full}
	if given, family, ok := strings.Cut(full, " "); ok && !strings.Contains(family, " ") {
		p.Given, p.Family = given, family
	}
	for _, c := range contacts {
		if strings.Contains(c, "@") {
			p.Emails = append(p.Emails, care.Email{Address: c})
		} else {
			p.Phones = append(p.Phones, care.Phone{Number: c, Type: care.Mobile})
		}
	}
	if p.FullName == "" {
		p.FullName = p.DisplayName()
	}
	return p
}

func with(p *care.Person, change func(p *care.Person)) *care.Person {
	change(p)
	return p
}

func uid(s string) func(*care.Person) { return func(p *care.Person) { p.UID = s } }

func company(p *care.Person) { p.Organization, p.Given, p.Family = p.FullName, "", "" }

func born(y, m, d int) func(*care.Person) {
	return func(p *care.Person) {
		p.Dates = append(p.Dates, care.Date{Kind: care.Birthday, Year: y, Month: m, Day: d})
	}
}

func works(org string) func(*care.Person) { return func(p *care.Person) { p.Organization = org } }

// TestJudge is the rule of duplicates, example by example.
func TestJudge(t *testing.T) {
	const mobile, other = "+34 612 345 678", "+34 699 999 999"
	for _, test := range []struct {
		name string
		a, b *care.Person
		want string // the certainty, and why without its prefix
	}{
		{"number and name", who("Ana Ruiz", mobile), who("Ana Ruiz", "+34612345678", other), "certain phone_and_name"},
		{"the country's own number", who("Ana Ruiz", mobile), who("Ana Ruiz", "612 34 56 78"), "certain phone_and_name"},
		{"address and name", who("Ana Ruiz", "a@example.com"), who("Ana Ruiz", "A@Example.COM"), "certain email_and_name"},
		{"names in the other order", who("Ana Ruiz", mobile), who("Ruiz Ana", mobile), "certain phone_and_name"},
		{"names without accents", who("José Núñez", mobile), who("Jose Nunez", mobile), "certain phone_and_name"},
		{"a second family name", who("Ana Ruiz", mobile), who("Ana Ruiz Soler", mobile), "certain phone_and_name"},
		{"with a title", who("Dr. Ana Ruiz", mobile), who("Ana Ruiz", mobile), "certain phone_and_name"},
		{"Chinese name, swapped", with(who("王伟", mobile), func(p *care.Person) { p.Family, p.Given = "王", "伟" }), with(who("伟 王", mobile), func(p *care.Person) { p.Family, p.Given = "伟", "王" }), "certain phone_and_name"},
		{"both without a name", who("", mobile), who("", mobile), "certain phone_and_name"},
		{"companies", with(who("Acme", "a@example.com"), company), with(who("ACME", "a@example.com"), company), "certain email_and_name"},
		{"UID", with(who("Ana Ruiz"), uid("urn:uuid:6e5d0f6a-0000-4000-8000-000000000001")), with(who("Ana Soler"), uid("6E5D0F6A-0000-4000-8000-000000000001")), "certain uid"},
		{"short UID, same name", with(who("Ana Ruiz"), uid("17")), with(who("Ana Ruiz"), uid("17")), "certain uid"},
		{"short UID, other name", with(who("Ana Ruiz"), uid("17")), with(who("Bo Berg"), uid("17")), "none"},

		{"first name only", who("Ana Ruiz", mobile), who("Ana", mobile), "possible phone"},
		{"initial", who("Ana Ruiz", "a@example.com"), who("A. Ruiz", "a@example.com"), "possible email"},
		{"a slip of the pen", who("Martina Ruiz", "a@example.com"), who("Martnia Ruiz", "a@example.com"), "possible email"},
		{"nickname", with(who("Ana Ruiz", mobile), func(p *care.Person) { p.Nickname = "Pepa" }), who("Pepa", mobile), "possible phone"},
		{"one without a name", who("Ana Ruiz", mobile), who("", mobile), "possible phone"},
		{"number and address, other name", who("Ana Ruiz", mobile, "a@example.com"), who("Bo Berg", mobile, "a@example.com"), "possible email_and_phone"},

		{"switchboard", who("Ana Ruiz", "+34 912 000 000"), who("Bo Berg", "+34 912 000 000"), "none"},
		{"family at home", who("Ana Ruiz", "+34 912 000 000"), who("José Ruiz", "+34 912 000 000"), "none"},
		{"shared mailbox", who("Ana Ruiz", "office@example.com"), who("Bo Berg", "office@example.com"), "none"},
		{"a person and the company", who("Ana Ruiz", mobile), with(who("Acme", mobile), company), "none"},
		{"other countries", who("Ana Ruiz", "+34 612 345 678"), who("Ana Ruiz", "+44 612 345 678"), "none"},
		{"emergency number", who("Ana Ruiz", "112"), who("Bo Berg", "112"), "none"},

		{"name alone, one bare", who("Ana Ruiz"), who("Ana Ruiz", mobile), "possible name"},
		{"name alone, none bare", who("Ana Ruiz", "a@example.com"), who("Ana Ruiz", mobile), "none"},
		{"half a name alone", who("Ana"), who("Ana"), "none"},
		{"name and birthday", with(who("Ana Ruiz", mobile), born(1980, 5, 21)), with(who("Ana Ruiz", other), born(1980, 5, 21)), "possible name_and_birthday"},
		{"name, other birthday", with(who("Ana Ruiz"), born(1980, 5, 21)), with(who("Ana Ruiz"), born(1981, 5, 21)), "none"},
		{"name, other company", with(who("Ana Ruiz"), works("Acme")), with(who("Ana Ruiz"), works("Globex")), "none"},
		{"nothing at all", &care.Person{}, &care.Person{}, "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, pair := range [][2]*care.Person{{test.a, test.b}, {test.b, test.a}} {
				v := exchange.Judge(pair[0], pair[1], "ES")
				got := strings.TrimSpace(string(v.Certainty) + " " + strings.TrimPrefix(v.Why, "import.why."))
				if got != test.want {
					t.Errorf("got %s, want %s", got, test.want)
				}
			}
		})
	}
}

func TestFingerprint(t *testing.T) {
	full := func() *care.Person {
		p := who("Ana Ruiz", "+34 612 345 678", "a@example.com")
		p.Tags, p.Extra = []string{"a"}, []care.Property{{Name: "X-A", Value: "1"}}
		p.Photo = &care.Photo{MediaType: "image/png", Bytes: 3, Data: []byte("abc")}
		return p
	}
	if a, b := exchange.Fingerprint(full()), exchange.Fingerprint(full()); a != b {
		t.Error("the same record has two fingerprints")
	}
	rev := with(full(), func(p *care.Person) { p.Extra = append(p.Extra, care.Property{Name: "REV", Value: "2024"}) })
	if exchange.Fingerprint(rev) != exchange.Fingerprint(full()) {
		t.Error("the time of the export counts")
	}
	seen := map[int64]string{exchange.Fingerprint(full()): "unchanged"}
	for name, change := range map[string]func(p *care.Person){
		"uid": uid("1"), "name": func(p *care.Person) { p.FullName = "B" }, "number": func(p *care.Person) { p.Phones[0].Number = "2" },
		"type": func(p *care.Person) { p.Phones[0].Type = care.Work }, "tag": func(p *care.Person) { p.Tags[0] = "b" }, "no tag": func(p *care.Person) { p.Tags = nil },
		"picture": func(p *care.Person) { p.Photo.Data = []byte("abd") }, "no picture": func(p *care.Person) { p.Photo = nil }, "birthday": born(1980, 5, 21),
		"lunar": func(p *care.Person) {
			p.Dates = []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21, Calendar: care.Lunar}}
		},
		"leap": func(p *care.Person) {
			p.Dates = []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21, Calendar: care.Lunar, Leap: true}}
		},
		"kept": func(p *care.Person) { p.Extra[0].Value = "2" }, "remark": func(p *care.Person) { p.Remark = "x" }, "related": func(p *care.Person) { p.Related = []care.Related{{Name: "B"}} },
		"fields moved": func(p *care.Person) { p.Given, p.Middle = "", "Ana" }, "address": func(p *care.Person) { p.Addresses = []care.Address{{City: "X"}} },
		"param": func(p *care.Person) { p.Extra[0].Params = []care.Param{{Name: "A", Values: []string{"b"}}} }, "url": func(p *care.Person) { p.URLs = []care.URL{{URL: "x"}} },
		"messenger": func(p *care.Person) { p.Messengers = []care.Messenger{{Handle: "x"}} },
	} {
		f := exchange.Fingerprint(with(full(), change))
		if before, ok := seen[f]; ok {
			t.Errorf("%s has the fingerprint of %s", name, before)
		}
		seen[f] = name
	}
}

func TestIndex(t *testing.T) {
	ix := exchange.NewIndex()
	ix.Add(exchange.MarksOf(with(who("Ana Ruiz", "+34 612 345 678"), uid("u1")), "ES"), 1)
	ix.Add(exchange.MarksOf(who("Bo Berg", "bo@example.com", "1234"), "ES"), 2)
	ix.Add(exchange.MarksOf(who("Cora Díaz"), "ES"), 3)
	// What a book has in its own tables.
	ix.AddUID("urn:uuid:U4", 4)
	ix.AddPhone("87654321644", 5)
	ix.AddEmail("e@example.com", 6)
	ix.AddName("Eva Faro", true, 7)
	ix.AddSource(99, 8)

	for _, test := range []struct {
		name string
		p    *care.Person
		want []int64
	}{
		{"number, other writing", who("X Y", "612345678"), []int64{1, 5}},
		{"address", who("X Y", "BO@example.com"), []int64{2}},
		{"short number", who("X Y", "1234"), []int64{2}},
		{"UID", with(who("X Y"), uid("u4")), []int64{4}},
		{"UID and number", with(who("X Y", "612345678"), uid("U4")), []int64{4, 1, 5}},
		{"reversed digits", who("X Y", "+44 6 1234 5678"), []int64{5, 1}},
		{"name of one without contacts", who("Cora Diaz", "999999999"), []int64{3}},
		{"bare record", who("Bo Berg"), []int64{2}},
		{"name of another with contacts", who("Bo Berg", "999999999"), nil},
		{"name from a table", who("Faro Eva", "999999999"), []int64{7}},
		{"nobody", who("X Y", "x@example.com"), nil},
	} {
		got := ix.Candidates(exchange.MarksOf(test.p, "ES"))
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if key, ok := ix.Source(99); !ok || key != 8 {
		t.Errorf("source %d %v", key, ok)
	}
	if _, ok := ix.Source(98); ok {
		t.Error("an unknown fingerprint has a source")
	}
}

// TestIndexOfSwitchboard finds a colleague among thousands behind one number,
// and asks for few.
func TestIndexOfSwitchboard(t *testing.T) {
	ix := exchange.NewIndex()
	for i := range 1500 {
		ix.Add(exchange.MarksOf(who(fmt.Sprintf("Name%d Family%d", i, i), "+34 912 000 000"), "ES"), int64(i))
	}
	got := ix.Candidates(exchange.MarksOf(who("Name77 Family77", "912 000 000"), "ES"))
	if len(got) > 12 || !slices.Contains(got, 77) {
		t.Errorf("got %v", got)
	}
}

// population makes people and repeats of them, as exports of one address book
// taken at different times have them.
func population(n int) (people []*care.Person, repeatOf []int) {
	random := rand.New(rand.NewPCG(5, 6))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for i := range n {
		if i > 10 && random.IntN(10) == 0 {
			j := random.IntN(i)
			for repeatOf[j] >= 0 {
				j = repeatOf[j]
			}
			people, repeatOf = append(people, repeat(random, people[j])), append(repeatOf, j)
			continue
		}
		given := pick("Ana", "José", "Zoë", "Иван", "Olga", "María", "Bo", "Núria", "Jordi", "Pau", "Élise", "Tom")
		family := pick("Ruiz", "Núñez", "García", "Петров", "Berg", "Díaz", "Müller", "Soler", "O'Connor", "de la Cruz", "Faro", "Vidal")
		p := &care.Person{Given: given, Family: family, FullName: given + " " + family}
		for range random.IntN(3) {
			p.Phones = append(p.Phones, care.Phone{Number: fmt.Sprintf("+34 6%02d %03d %03d", random.IntN(100), random.IntN(1000), random.IntN(1000))})
		}
		for range random.IntN(3) {
			p.Emails = append(p.Emails, care.Email{Address: fmt.Sprintf("%s%d@example.com", strings.ToLower(pick("a", "info", "mail")), random.IntN(100_000))})
		}
		if random.IntN(20) == 0 { // colleagues, each with a name of their own
			p.Family = fmt.Sprintf("%s-%d", p.Family, i)
			p.FullName = p.Given + " " + p.Family
			p.Phones = append(p.Phones, care.Phone{Number: pick("+34 912 000 000", "+34 933 000 000")})
		}
		people, repeatOf = append(people, p), append(repeatOf, -1)
	}
	return people, repeatOf
}

func repeat(random *rand.Rand, p *care.Person) *care.Person {
	q := *p
	q.Phones, q.Emails = slices.Clone(p.Phones), slices.Clone(p.Emails)
	switch kind := random.IntN(5); {
	case kind == 0 && len(q.Phones) > 0:
		q.Phones[0].Number = strings.ReplaceAll(strings.TrimPrefix(q.Phones[0].Number, "+34 "), " ", "")
	case kind == 1 && len(q.Emails) > 0:
		q.Emails[0].Address = strings.ToUpper(q.Emails[0].Address)
	case kind == 2:
		q.Given, q.Family = q.Family, q.Given
		q.FullName = q.Given + " " + q.Family
	case kind == 3:
		q.FullName = strings.NewReplacer("é", "e", "ú", "u", "ñ", "n", "ü", "u", "ë", "e", "í", "i").Replace(q.FullName)
		q.Given, q.Family = "", ""
	default:
		q.Title = "new"
	}
	return &q
}

// TestRecallAndPrecision runs the matching as an import does: of the repeats
// that share a number or an address at least 95 per cent are found, and at
// least 98 per cent of what is merged or shown is right.
func TestRecallAndPrecision(t *testing.T) {
	people, repeatOf := population(5000)
	root := func(i int) int {
		if repeatOf[i] >= 0 {
			return repeatOf[i]
		}
		return i
	}
	ix := exchange.NewIndex()
	book := map[int64]*care.Person{}
	members := map[int64][]int{}
	var repeats, found, right, wrong int
	for i, p := range people {
		contact := len(p.Phones)+len(p.Emails) > 0
		if repeatOf[i] >= 0 && contact {
			repeats++
		}
		isRepeat := func(key int64) bool {
			return slices.ContainsFunc(members[key], func(m int) bool { return root(m) == root(i) })
		}
		key, certain, hit := int64(i), false, false
		for _, k := range ix.Candidates(exchange.MarksOf(p, "ES")) {
			v := exchange.Judge(book[k], p, "ES")
			if v.Certainty == exchange.None || v.Why == "import.why.name" {
				continue
			}
			hit = hit || isRepeat(k)
			if isRepeat(k) {
				right++
			} else {
				wrong++
			}
			if v.Certainty == exchange.Certain {
				key, certain = k, true
				break
			}
		}
		if repeatOf[i] >= 0 && contact && hit {
			found++
		}
		if certain {
			merged, _ := exchange.Merge(book[key], p, "ES")
			if again, changed := exchange.Merge(&merged, p, "ES"); changed {
				t.Fatalf("merging %+v again changed %+v to %+v", p, merged, again)
			}
			p = &merged
		}
		book[key] = p
		members[key] = append(members[key], i)
		ix.Add(exchange.MarksOf(p, "ES"), key)
	}
	t.Logf("%d of %d repeats found, %d of %d right", found, repeats, right, right+wrong)
	if repeats < 200 || found*100 < repeats*95 {
		t.Errorf("only %d of %d repeats found", found, repeats)
	}
	if right*100 < (right+wrong)*98 {
		t.Errorf("only %d of %d matches are right", right, right+wrong)
	}
}
