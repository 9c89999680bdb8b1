package book

import "carebook/app/care"

// The tags of the demo book, as keys of their names.
const (
	tagImportant = "demo.tag.important"
	tagOrdinary  = "demo.tag.ordinary"
	tagGroups    = "demo.tag.groups"
	tagProspects = "demo.tag.prospects"
	tagFamily    = "demo.tag.family"
	tagFriends   = "demo.tag.friends"
	tagSuppliers = "demo.tag.suppliers"
)

// demoPerson is somebody written out. Without a given name it is an
// organisation. Title, remark and tags are keys of texts.
type demoPerson struct {
	given, family string
	// inverted is a name with the family first and no space between.
	inverted            bool
	organization, title string
	phones              []string
	mail                string // before example.com
	street              string
	town                demoTown
	tags                []string
	remark              string
	dates               []demoDate
	related             []care.Related
	messengers          []care.Messenger
	face                *face
	// known is for how many days the person has been in the book.
	known int
	life  demoLife
}

// demoDate is a date of somebody written out: a day of the calendar, or one
// counted from today (inDays; saturday is the first one after today) on which the
// person turns so many years old (0: nobody knows). A lunar date without a month
// is today's.
type demoDate struct {
	kind             care.DateKind
	label, labelKey  string
	year, month, day int
	calendar         care.Calendar
	inDays, turns    int
	saturday         bool
}

// demoKnown are written out.
var demoKnown = []demoPerson{
	{
		given: "María Ángeles", family: "Ferrer Soler", organization: "Casa Perelló", title: "demo.title.owner_chef",
		phones: []string{"+34 655 55 44 17", "+34 961 55 12 09"}, mail: "mariaangeles.ferrer", street: "Carrer de la Trilladora, 8", town: townElPalmar,
		tags: []string{tagImportant}, remark: "demo.remark.maria", known: 1860, life: lifeMaria,
		dates: []demoDate{
			{kind: care.Birthday, inDays: 7, turns: 47},
			{kind: care.OtherDate, labelKey: "demo.label.exam", saturday: true},
			{kind: care.OtherDate, labelKey: "demo.label.opened", year: 2009, month: 12, day: 12},
		},
		related: []care.Related{{Name: "Clara", Relation: "child"}, {Name: "Vicent Perelló", Relation: "spouse"}},
		face:    &face{back: paintSand, skin: skinLight, hair: hairBrown, shirt: paintWhite, long: true},
	},
	{
		given: "Ольга", family: "Соколова", organization: "Café Nevá", title: "demo.title.owner",
		phones: []string{"+34 655 55 20 61"}, mail: "olga.sokolova", street: "Carrer del Sequial, 14", town: townSueca,
		tags: []string{tagOrdinary}, remark: "demo.remark.olga", known: 1400, life: lifeOlga,
		dates:      []demoDate{{kind: care.Birthday, year: 1984, month: 2, day: 29}},
		messengers: []care.Messenger{{Handle: "olga_neva", Service: "telegram"}},
	},
	{
		given: "يوسف", family: "العمراني", organization: "Panadería Atlas", title: "demo.title.baker",
		phones: []string{"+34 655 55 41 30"}, mail: "youssef.elamrani", street: "Calle de Cuba, 31", town: townRuzafa,
		tags: []string{tagGroups}, remark: "demo.remark.youssef", known: 960, life: lifeYoussef,
		dates: []demoDate{{kind: care.Birthday, year: 1979, month: 6, day: 8}},
	},
	{
		given: "Tom", family: "Okafor", organization: "Brew & Bean", title: "demo.title.barista",
		phones: []string{"+44 7700 900123"}, mail: "tom.okafor", street: "Calle de Sueca, 45", town: townRuzafa,
		tags: []string{tagProspects}, remark: "demo.remark.tom", known: 16, life: lifeTom,
		dates: []demoDate{{kind: care.Birthday, inDays: 0}},
	},
	{
		given: "Amparo", family: "Soler Vidal", phones: []string{"+34 655 55 07 07"}, town: townLliria, street: "Carrer Major, 3",
		tags: []string{tagFamily}, remark: "demo.remark.mother", known: 2100, life: lifeMother,
		dates: []demoDate{{kind: care.Birthday, year: 1951, month: 10, day: 9}},
	},
	{
		given: "美玲", family: "林", inverted: true, organization: "Té de Luna", title: "demo.title.owner",
		phones: []string{"+34 655 55 88 18"}, mail: "lin.meiling", street: "Carrer de Dalt, 22", town: townElCarmen,
		tags: []string{tagFriends}, remark: "demo.remark.lin", known: 1500, life: lifeLin,
		dates:      []demoDate{{kind: care.Birthday, calendar: care.Lunar, turns: 55}},
		messengers: []care.Messenger{{Handle: "linmeiling", Service: "wechat"}},
	},
	{
		given: "Bernat", family: "Grau Pastor", organization: "Inoxidables Grau", title: "demo.title.sales",
		phones: []string{"+34 962 55 30 30"}, mail: "bernat.grau", street: "Polígono Norte, 12", town: townAlzira,
		tags: []string{tagSuppliers}, remark: "demo.remark.bernat", known: 2050, life: lifeBernat,
	},
	{
		given: "Javier", family: "Ibáñez Roca", organization: "Casa Ibáñez", title: "demo.title.owner",
		phones: []string{"+34 655 55 31 14", "+34 962 55 18 40"}, mail: "javier.ibanez", street: "Paseo Marítimo, 60", town: townGandia,
		tags: []string{tagImportant}, remark: "demo.remark.javier", known: 1700, life: lifeJavier,
		dates: []demoDate{
			{kind: care.RelativeDate, label: "Lucas", inDays: 0, turns: 12},
			{kind: care.Birthday, year: 1976, month: 4, day: 2},
		},
		related: []care.Related{{Name: "Lucas", Relation: "child"}},
	},
	{
		given: "Дмитрий", family: "Волков", organization: "Hotel Marina Azul", title: "demo.title.manager",
		phones: []string{"+34 655 55 19 19", "+34 966 55 40 00"}, mail: "dmitri.volkov", street: "Explanada Cervantes, 4", town: townDenia,
		tags: []string{tagImportant}, remark: "demo.remark.dmitri", known: 1320, life: lifeDmitri,
		dates: []demoDate{
			{kind: care.Anniversary, inDays: 1, turns: 15},
			{kind: care.Birthday, month: 8, day: 30},
		},
		related: []care.Related{{Name: "Ирина Волкова", Relation: "spouse"}},
		face:    &face{back: paintSky, skin: skinLight, hair: hairBrown, shirt: paintNavy},
	},
	{
		given: "Pau", family: "Llorens", organization: "Forn Llorens", title: "demo.title.baker",
		phones: []string{"+34 655 55 52 45"}, mail: "pau.llorens", street: "Carrer d'Enmig, 19", town: townXabia,
		tags: []string{tagOrdinary}, remark: "demo.remark.pau", known: 1180, life: lifePau,
		dates: []demoDate{{kind: care.Birthday, year: 1968, month: 1, day: 17}},
	},
	{
		given: "秀英", family: "陈", inverted: true, organization: "翡翠园 Jardín de Jade", title: "demo.title.owner_chef",
		phones: []string{"+34 655 55 13 88"}, mail: "chen.xiuying", street: "Calle de Pelayo, 17", town: townRuzafa,
		tags: []string{tagImportant, tagFriends}, remark: "demo.remark.chen", known: 1990, life: lifeChen,
		dates:      []demoDate{{kind: care.Birthday, month: 8, day: 15, calendar: care.Lunar}},
		messengers: []care.Messenger{{Handle: "jade_chen", Service: "wechat"}},
		face:       &face{back: paintLeaf, skin: skinWarm, hair: hairBlack, shirt: paintWine, long: true, fringe: true},
	},
	{
		given: "Margaret", family: "Whitfield", organization: "The Old Olive", title: "demo.title.owner",
		phones: []string{"+34 655 55 80 21", "+44 20 7946 0321"}, mail: "margaret.whitfield", street: "Calle del Arenal, 5", town: townXabia,
		tags: []string{tagOrdinary}, remark: "demo.remark.margaret", known: 1010, life: lifeMargaret,
		dates: []demoDate{{kind: care.Birthday, year: 1959, month: 7, day: 14}},
	},
	{
		given: "Íñigo", family: "Etxeberria", organization: "Asador Etxeberria", title: "demo.title.owner_chef",
		phones: []string{"+34 655 55 38 71"}, mail: "inigo.etxeberria", street: "Calle Rausell, 2", town: townGandia,
		tags: []string{tagOrdinary}, remark: "demo.remark.inigo", known: 1270, life: lifeInigo,
		dates: []demoDate{{kind: care.Birthday, inDays: -4, turns: 50}},
	},
	{
		given: "Rosa", family: "Climent", organization: "Pastisseria Climent", title: "demo.title.baker",
		phones: []string{"+34 655 55 24 24"}, mail: "rosa.climent", street: "Carrer de Sant Francesc de Borja, 33", town: townGandia,
		tags: []string{tagOrdinary}, remark: "demo.remark.rosa", known: 720, life: lifeRosa,
		dates: []demoDate{{kind: care.Birthday, year: 1972, month: 5, day: 21}},
	},
	{
		given: "Елена", family: "Кузнецова", organization: "Chess & Cake", title: "demo.title.owner",
		phones: []string{"+34 655 55 47 45"}, mail: "elena.kuznetsova", street: "Calle Diana, 9", town: townDenia,
		tags: []string{tagOrdinary}, remark: "demo.remark.elena", known: 890, life: lifeElena,
		dates: []demoDate{{kind: care.Birthday, year: 1990, month: 11, day: 3}},
	},
	{
		given: "Carles", family: "Monzó", organization: "Hotel Voramar", title: "demo.title.purchasing",
		phones: []string{"+34 655 55 11 00", "+34 964 55 11 00"}, mail: "carles.monzo", street: "Passeig Marítim, 1", town: townSagunt,
		tags: []string{tagOrdinary}, remark: "demo.remark.carles", known: 540, life: lifeCarles,
	},
	{
		given: "سلمى", family: "الإدريسي", organization: "Riad Café", title: "demo.title.owner",
		phones: []string{"+34 655 55 16 30"}, mail: "salma.elidrissi", street: "Calle de Cádiz, 52", town: townRuzafa,
		tags: []string{tagImportant, tagProspects}, remark: "demo.remark.salma", known: 40, life: lifeSalma,
		dates: []demoDate{{kind: care.Birthday, month: 3, day: 5}},
		face:  &face{back: paintSand, skin: skinTan, hair: paintTeal, shirt: paintTeal, long: true, scarf: true},
	},
	{
		organization: "Grupo Marjal", phones: []string{"+34 963 55 70 00"}, mail: "compras.marjal", street: "Avenida del Puerto, 210", town: townCabanyal,
		tags: []string{tagGroups, tagProspects}, remark: "demo.remark.marjal", known: 60, life: lifeMarjal,
	},
	{
		given: "Nuria", family: "Sanchis", organization: "Bar Sanchis", title: "demo.title.owner",
		phones: []string{"+34 961 554 417"}, street: "Carrer del Rosari, 71", town: townCabanyal,
		tags: []string{tagOrdinary}, remark: "demo.remark.nuria", known: 1650, life: lifeNuria,
		dates: []demoDate{{kind: care.Birthday, year: 1988, month: 9, day: 23}},
	},
	{
		given: "Hannah", family: "Lind", organization: "Lind Bröd", title: "demo.title.baker",
		phones: []string{"+34 655 55 62 04"}, mail: "hannah.lind", street: "Calle de la Paz, 28", town: townCentre,
		tags: []string{tagOrdinary, tagFriends}, remark: "demo.remark.hannah", known: 700, life: lifeHannah,
		dates: []demoDate{{kind: care.Birthday, inDays: 3, turns: 38}},
		face:  &face{back: paintBlush, skin: skinLight, hair: hairBlond, shirt: paintLeaf, long: true, fringe: true},
	},
	{
		given: "Ruth", family: "Abel", organization: "Hotel Albufera Palace", title: "demo.title.purchasing",
		phones: []string{"+34 655 55 90 12"}, mail: "ruth.abel", street: "Gran Vía Marqués del Turia, 40", town: townCentre,
		tags: []string{tagImportant}, remark: "demo.remark.ruth", known: 1120, life: lifeRuth,
		dates: []demoDate{{kind: care.Birthday, month: 12, day: 24}},
	},
	{
		given: "Andrés", family: "Gil", organization: "Arrocería Gil", title: "demo.title.chef",
		phones: []string{"+34 655 55 30 12"}, mail: "andres.gil", street: "Calle del Horno, 6", town: townSueca,
		tags: []string{tagOrdinary}, remark: "demo.remark.andres", known: 480, life: lifeAndres,
		dates: []demoDate{{kind: care.Birthday, year: 1981, month: 12, day: 30}},
	},
	{
		given: "建国", family: "王", inverted: true, organization: "Bazar Wang Comedor", title: "demo.title.owner",
		phones: []string{"+34 655 55 96 60"}, street: "Calle Pelayo, 40", town: townElPalmar,
		tags: []string{tagOrdinary}, known: 1330, life: lifeWang,
		dates:      []demoDate{{kind: care.Birthday, year: 1963, month: 6, day: 1, calendar: care.Lunar}},
		messengers: []care.Messenger{{Handle: "wang_jg", Service: "wechat"}},
	},
	{
		given: "Lucía", family: "Moreno", organization: "Gelats Moreno", title: "demo.title.owner",
		phones: []string{"+34 655 55 77 02"}, mail: "lucia.moreno", street: "Calle de Denia, 60", town: townRuzafa,
		tags: []string{tagOrdinary}, remark: "demo.remark.lucia", known: 350, life: lifeLucia,
		dates: []demoDate{{kind: care.Birthday, inDays: 9, turns: 32}},
		face:  &face{back: paintMint, skin: skinTan, hair: hairBlack, shirt: paintWine, long: true},
	},
	{
		given: "志强", family: "黄", inverted: true, organization: "Dim Sum Huang", title: "demo.title.chef",
		phones: []string{"+34 655 55 66 30"}, mail: "huang.zhiqiang", street: "Calle de Convento Jerusalén, 12", town: townRuzafa,
		tags: []string{tagOrdinary}, known: 610, life: lifeHuang,
		dates: []demoDate{{kind: care.Birthday, year: 1985, month: 6, day: 12}},
	},
	{
		given: "فاطمة", family: "بناني", organization: "Dulces Benani", title: "demo.title.baker",
		phones: []string{"+34 655 55 17 45"}, street: "Carrer de Literat Azorín, 20", town: townRuzafa,
		tags: []string{tagOrdinary}, known: 280, life: lifeFatima,
	},
	{
		given: "Сергей", family: "Лебедев", organization: "Пельменная «Двор»", title: "demo.title.owner",
		phones: []string{"+34 655 55 52 30"}, mail: "sergey.lebedev", street: "Calle San Rafael, 8", town: townGandia,
		tags: []string{tagOrdinary}, remark: "demo.remark.sergey", known: 930, life: lifeSergey,
		dates: []demoDate{{kind: care.Birthday, year: 1977, month: 5, day: 9}},
		face:  &face{back: paintSky, skin: skinLight, hair: hairGrey, shirt: paintSlate, beard: true},
	},
	{
		given: "Bea", family: "Tormo", organization: "Bar Tormo", title: "demo.title.owner",
		phones: []string{"+34 655 55 17 00"}, street: "Carrer Major, 88", town: townGandia, tags: []string{tagOrdinary}, known: 1580, life: lifeBea,
	},
	{
		given: "Pilar", family: "Rius", organization: "Cuina de Mercat", title: "demo.title.owner_chef",
		phones: []string{"+34 655 55 10 45"}, mail: "pilar.rius", street: "Plaza del Mercado, 11", town: townCentre,
		tags: []string{tagImportant}, remark: "demo.remark.pilar", known: 640, life: lifePilar,
		dates: []demoDate{{kind: care.Birthday, year: 1974, month: 10, day: 12}},
		face:  &face{back: paintBlush, skin: skinLight, hair: hairGrey, shirt: paintNavy, long: true, glasses: true},
	},
	{
		given: "Omar", family: "Haddad", organization: "Shawarma Haddad", title: "demo.title.manager",
		phones: []string{"+34 655 55 11 60"}, mail: "omar.haddad", street: "Calle San Vicente, 101", town: townCentre,
		tags: []string{tagGroups}, remark: "demo.remark.omar", known: 820, life: lifeOmar,
		dates: []demoDate{{kind: care.Birthday, year: 1980, month: 2, day: 29}},
		face:  &face{back: paintMint, skin: skinTan, hair: hairBlack, shirt: paintSand, beard: true},
	},
	{
		given: "Joan", family: "Peris", organization: "Bodega Peris", title: "demo.title.owner",
		phones: []string{"+34 655 55 16 03"}, street: "Carrer de Cavallers, 26", town: townElCarmen, tags: []string{tagOrdinary}, known: 1440, life: lifeJoan,
		dates: []demoDate{{kind: care.Birthday, year: 1955, month: 6, day: 24}},
	},
	{
		given: "丽", family: "周", inverted: true, organization: "Zhou Nails & Tea", title: "demo.title.owner",
		phones: []string{"+34 655 55 17 30"}, street: "Calle de Bailén, 30", town: townCentre, tags: []string{tagProspects}, known: 150, life: lifeZhou,
		dates: []demoDate{{kind: care.Birthday, month: 3, day: 8}},
	},
	{
		given: "Vicent", family: "Ros", organization: "Bar Ros", title: "demo.title.owner",
		phones: []string{"+34 655 55 84 25"}, street: "Calle del Mar, 14", town: townAlboraia, tags: []string{tagOrdinary}, remark: "demo.remark.vicent", known: 1800, life: lifeVicent,
		dates: []demoDate{{kind: care.Birthday, year: 1966, month: 1, day: 22}},
	},
	{
		given: "Julia", family: "Soler Vidal", phones: []string{"+34 655 55 09 21"}, mail: "julia.soler", street: "Calle de Burriana, 4", town: townCentre,
		tags: []string{tagFamily}, remark: "demo.remark.sister", known: 2100, life: lifeJulia,
		dates:   []demoDate{{kind: care.Birthday, year: 1983, month: 3, day: 19}, {kind: care.RelativeDate, label: "Marc", month: 9, day: 2, year: 2015}},
		related: []care.Related{{Name: "Marc", Relation: "child"}},
		face:    &face{back: paintSand, skin: skinLight, hair: hairRed, shirt: paintTeal, long: true, fringe: true},
	},
}
