package book

import (
	"strings"

	"carebook/app/care"
	"carebook/app/text"
)

// demoPool makes people who have something in common: where their names come
// from, and what they are to the owner of the book. Without a tag they are
// customers.
type demoPool struct {
	people int
	tag    string
	// name names the person and gives the Latin letters for an address.
	name func(d *demo, p *care.Person) (latin string)
	// mobiles are patterns of numbers. Where a country keeps numbers for
	// fiction they are those (+33 6 39 98), else they are plainly invented.
	mobiles   []string
	messenger string
	// lunar birthdays are kept by some. dark is the hair of the portraits.
	lunar, dark        bool
	children, partners []string
}

var (
	mobilesES = []string{"+34 615 55 %02d %02d", "+34 625 55 %02d %02d", "+34 635 55 %02d %02d", "+34 645 55 %02d %02d", "+34 665 55 %02d %02d"}
	mobilesRU = append([]string{"+7 900 555-%02d-%02d"}, mobilesES[:2]...)
	mobilesCN = append([]string{"+86 190 0000 %02d%02d"}, mobilesES[:3]...)
	mobilesFR = append([]string{"+33 6 39 98 %02d %02d"}, mobilesES[:2]...)
)

var demoPools = []demoPool{
	{people: 118, name: spanishName, mobiles: mobilesES, messenger: "whatsapp", children: []string{"Martina", "Hugo", "Aitana", "Bru", "Valeria", "Nil", "Carla", "Álex"}, partners: []string{"Toni", "Empar", "Quique", "Reme", "Salva", "Inma"}},
	{people: 20, name: russianName, mobiles: mobilesRU, messenger: "telegram", children: []string{"Миша", "Аня", "Соня", "Егор"}, partners: []string{"Наташа", "Андрей", "Света"}},
	{people: 20, name: chineseName, mobiles: mobilesCN, messenger: "wechat", lunar: true, dark: true, children: []string{"子涵", "浩然", "欣怡"}, partners: []string{"晓燕", "国强"}},
	{people: 8, name: taiwaneseName, mobiles: mobilesES, messenger: "line", lunar: true, dark: true, children: []string{"承恩", "語彤"}},
	{people: 16, name: arabicName, mobiles: mobilesES, dark: true, messenger: "whatsapp", children: []string{"آدم", "مريم", "ياسين"}, partners: []string{"نادية", "حسن"}},
	{people: 20, name: otherName, mobiles: mobilesFR, messenger: "whatsapp", children: []string{"Noah", "Emma", "Leo"}, partners: []string{"Sam", "Kim"}},
	{people: 16, tag: tagSuppliers, name: spanishName, mobiles: mobilesES, messenger: "whatsapp"},
	{people: 10, tag: tagFamily, name: spanishName, mobiles: mobilesES, messenger: "whatsapp", children: []string{"Jana", "Biel"}, partners: []string{"Rafa", "Lola"}},
	{people: 20, tag: tagFriends, name: spanishName, mobiles: mobilesES, messenger: "whatsapp", children: []string{"Ona", "Pol", "Irene"}, partners: []string{"Nando", "Cris"}},
}

func spanishName(d *demo, p *care.Person) string {
	p.Given = pick(d, []string{
		"Adrián", "Alba", "Amparo", "Ángela", "Arantxa", "Begoña", "Carmen", "Carmina", "Cristian", "Desamparados", "Enric", "Ester", "Ferran",
		"Fina", "Francesc", "Gemma", "Germán", "Inés", "Ismael", "Jaume", "Jesús", "Jordi", "José Luis", "Laia", "Llúcia", "Manel", "Marina",
		"Martí", "Miguel Ángel", "Mireia", "Neus", "Noelia", "Óscar", "Paco", "Paula", "Quim", "Ramón", "Rocío", "Rubén", "Sofía", "Teresa",
		"Tomás", "Vanesa", "Verónica", "Xavi", "Xelo",
	})
	surnames := []string{
		"Alcaraz", "Aparici", "Ballester", "Beltrán", "Benlloch", "Bou", "Cabrera", "Calatayud", "Cañizares", "Cebolla", "Chulià", "Crespo",
		"Domènech", "Escrivà", "Esteve", "Fuster", "Garrigues", "Giner", "Gómez", "Gozálvez", "Iborra", "Juan", "López", "Marí", "Martí", "Miñana",
		"Montagud", "Muñoz", "Navarro", "Núñez", "Ortolà", "Palau", "Peiró", "Pellicer", "Ribes", "Romaguera", "Sáez", "Sanchis", "Sendra",
		"Tarazona", "Tortosa", "Ureña", "Verdú", "Yáñez", "Zaragozá",
	}
	first := pick(d, surnames)
	p.Family = first + " " + pick(d, surnames)
	p.FullName = p.Given + " " + p.Family
	return latinName(p.Given, first)
}

// latinName is a name in the letters of an address.
func latinName(given, family string) string {
	plain := func(s string) string { return strings.ReplaceAll(text.Fold(s), " ", "") }
	return plain(given) + "." + plain(family)
}

// spelled is a name with its letters for an address.
type spelled struct{ name, latin string }

func russianName(d *demo, p *care.Person) string {
	women := []spelled{{"Анна", "anna"}, {"Виктория", "viktoria"}, {"Ксения", "ksenia"}, {"Людмила", "ludmila"}, {"Марина", "marina"}, {"Наталья", "natalia"}, {"Юлия", "yulia"}, {"Елизавета", "elizaveta"}}
	men := []spelled{{"Алексей", "alexey"}, {"Борис", "boris"}, {"Виталий", "vitaly"}, {"Игорь", "igor"}, {"Михаил", "mikhail"}, {"Николай", "nikolai"}, {"Фёдор", "fedor"}, {"Юрий", "yury"}}
	family := pick(d, []spelled{
		{"Воробьёв", "vorobyov"},
		{"Герасимов", "gerasimov"},
		{"Ёлкин", "yolkin"},
		{"Жуков", "zhukov"},
		{"Зайцев", "zaitsev"},
		{"Королёв", "korolev"},
		{"Мельников", "melnikov"},
		{"Никитин", "nikitin"},
		{"Орлов", "orlov"},
		{"Щукин", "shchukin"},
	})
	given := pick(d, men)
	if d.oneIn(2) {
		given = pick(d, women)
		family = spelled{family.name + "а", family.latin + "a"}
	}
	p.Given, p.Family, p.FullName = given.name, family.name, given.name+" "+family.name
	return given.latin + "." + family.latin
}

func chineseName(d *demo, p *care.Person) string {
	family := pick(d, []spelled{
		{"张", "zhang"}, {"李", "li"}, {"刘", "liu"}, {"杨", "yang"}, {"吴", "wu"}, {"徐", "xu"}, {"曾", "zeng"}, {"单", "shan"}, {"欧阳", "ouyang"}, {"吕", "lv"}, {"叶", "ye"},
	})
	given := pick(d, []spelled{
		{"伟", "wei"},
		{"芳", "fang"},
		{"娜", "na"},
		{"敏", "min"},
		{"静", "jing"},
		{"强", "qiang"},
		{"晓明", "xiaoming"},
		{"海燕", "haiyan"},
		{"国栋", "guodong"},
		{"雪梅", "xuemei"},
		{"思远", "siyuan"},
		{"佳怡", "jiayi"},
	})
	return hanName(p, family, given)
}

func taiwaneseName(d *demo, p *care.Person) string {
	family := pick(d, []spelled{{"陳", "chen"}, {"許", "hsu"}, {"蔡", "tsai"}, {"鄭", "cheng"}, {"謝", "hsieh"}, {"郭", "kuo"}})
	given := pick(d, []spelled{{"怡君", "yichun"}, {"雅婷", "yating"}, {"志豪", "chihhao"}, {"淑芬", "shufen"}, {"冠宇", "kuanyu"}, {"佩珊", "peishan"}})
	return hanName(p, family, given)
}

func hanName(p *care.Person, family, given spelled) string {
	p.Family, p.Given, p.FullName = family.name, given.name, family.name+given.name
	return given.latin + "." + family.latin
}

func arabicName(d *demo, p *care.Person) string {
	given := pick(d, []spelled{
		{"أحمد", "ahmed"},
		{"إبراهيم", "ibrahim"},
		{"خديجة", "khadija"},
		{"رشيد", "rachid"},
		{"زينب", "zineb"},
		{"سعيد", "said"},
		{"عائشة", "aicha"},
		{"كريم", "karim"},
		{"ليلى", "leila"},
		{"مصطفى", "mustafa"},
		{"هند", "hind"},
	})
	family := pick(d, []spelled{{"بوزيد", "bouzid"}, {"التازي", "tazi"}, {"الفاسي", "fassi"}, {"بنجلون", "benjelloun"}, {"المنصوري", "mansouri"}, {"الشرقاوي", "cherkaoui"}})
	p.Given, p.Family, p.FullName = given.name, family.name, given.name+" "+family.name
	return given.latin + "." + family.latin
}

// otherName takes the next of the names written out, which are enough for
// their pool.
func otherName(d *demo, p *care.Person) string {
	for _, n := range []struct{ given, family, latin string }{
		{"Łukasz", "Wójcik", "lukasz.wojcik"},
		{"Søren", "Østergaard", "soren.ostergaard"},
		{"Siobhán", "O’Brien", "siobhan.obrien"},
		{"Zoë", "Müller-Weiß", "zoe.muller"},
		{"Þóra", "Jónsdóttir", "thora.jonsdottir"},
		{"Ștefan", "Ionescu", "stefan.ionescu"},
		{"Đorđe", "Petrović", "dorde.petrovic"},
		{"Işıl", "Yılmaz", "isil.yilmaz"},
		{"Ελένη", "Παπαδοπούλου", "eleni.papadopoulou"},
		{"דנה", "לוי", "dana.levi"},
		{"さくら", "田中", "sakura.tanaka"},
		{"민지", "김", "minji.kim"},
		{"Hạnh", "Nguyễn Thị", "hanh.nguyen"},
		{"François", "Lefèvre", "francois.lefevre"},
		{"Giulia", "D’Angelo", "giulia.dangelo"},
		{"Jean-Pierre", "Dupont", "jeanpierre.dupont"},
		{"Тарас", "Шевчук", "taras.shevchuk"},
		{"Chidi", "Eze", "chidi.eze"},
		{"Oluwaseun", "Adeyemi", "seun.adeyemi"},
		{"Bram", "van der Veen", "bram.vanderveen"},
	} {
		name := care.JoinName("", n.given, "", n.family, "")
		if !d.taken[name] {
			p.Given, p.Family, p.FullName = n.given, n.family, name
			return n.latin
		}
	}
	return spanishName(d, p)
}

// demoTown is a place around Valencia.
type demoTown struct{ name, code, region string }

var (
	townElPalmar = demoTown{"El Palmar", "46012", "Valencia"}
	townSueca    = demoTown{"Sueca", "46410", "Valencia"}
	townGandia   = demoTown{"Gandía", "46702", "Valencia"}
	townDenia    = demoTown{"Dénia", "03700", "Alicante"}
	townXabia    = demoTown{"Xàbia", "03730", "Alicante"}
	townSagunt   = demoTown{"Sagunt", "46500", "Valencia"}
	townAlzira   = demoTown{"Alzira", "46600", "Valencia"}
	townAlboraia = demoTown{"Alboraia", "46120", "Valencia"}
	townLliria   = demoTown{"Llíria", "46160", "Valencia"}
	townRuzafa   = demoTown{"València", "46006", "Valencia"}
	townElCarmen = demoTown{"València", "46003", "Valencia"}
	townCentre   = demoTown{"València", "46002", "Valencia"}
	townCabanyal = demoTown{"València", "46011", "Valencia"}
)

var demoTowns = []demoTown{
	townElPalmar, townSueca, townGandia, townDenia, townXabia, townSagunt, townAlzira, townAlboraia, townLliria, townRuzafa, townElCarmen, townCentre,
	townCabanyal,
	{"Cullera", "46400", "Valencia"},
	{"Xàtiva", "46800", "Valencia"},
	{"Torrent", "46900", "Valencia"},
	{"Oliva", "46780", "Valencia"},
	{"Requena", "46340", "Valencia"},
	{"Catarroja", "46470", "Valencia"},
	{"Peníscola", "12598", "Castellón"},
	{"Castelló de la Plana", "12001", "Castellón"},
}

var demoStreets = []string{
	"Carrer de la Mar", "Calle Mayor", "Carrer Nou", "Plaza de la Iglesia", "Avenida de la Constitución", "Carrer dels Tamarindos", "Calle del Azahar",
	"Carrer de l’Hort", "Paseo de la Playa", "Calle San Roque", "Carrer del Molí", "Avenida del Mediterráneo", "Calle de las Barcas", "Carrer de la Séquia",
}

// demoHouses and demoHouseNames make the names of places to eat and drink.
var (
	demoHouses     = []string{"Bar", "Restaurante", "Casa", "Forn", "Horchatería", "Cafetería", "Hotel", "Arrocería", "Pizzería", "Heladería", "Taberna", "Catering"}
	demoHouseNames = []string{
		"La Marina", "El Faro", "L’Horta", "Les Palmeres", "Sol i Mar", "La Murta", "El Pont", "La Barraca", "El Racó", "Azahar", "Les Tres Germanes",
		"La Llotja", "Montgó", "La Séquia", "El Tío Quel", "Malvarrosa", "Blau", "Cabo Norte", "El Trinquet", "La Figuera", "El Garrofer", "Santa Anna",
	}
)

// demoMakers and demoBranches make the names of suppliers.
var (
	demoMakers   = []string{"Hornos Llevant", "Frío Túria", "Menaje Albors", "Cafeteras Pinazo", "Lavavajillas Nord", "Inoxidables Grau", "Vidrio Alfafar"}
	demoBranches = []string{"Valencia", "Alacant", "Castelló", "Recambios", "Servicio técnico", "Almacén"}
)

var demoTitles = []string{
	"demo.title.owner", "demo.title.owner", "demo.title.owner_chef", "demo.title.chef", "demo.title.manager", "demo.title.purchasing", "demo.title.baker",
	"demo.title.barista", "demo.title.head_waiter",
}

var demoSupplierTitles = []string{"demo.title.sales", "demo.title.technician", "demo.title.accounts"}

// demoPrivate are remarks on anybody, demoBusiness on customers.
var demoPrivate = []string{
	"demo.remark.coffee", "demo.remark.football", "demo.remark.cyclist", "demo.remark.allergy", "demo.remark.fallas", "demo.remark.garden",
	"demo.remark.languages", "demo.remark.dog", "demo.remark.choir",
}

var demoBusiness = []string{
	"demo.remark.mornings", "demo.remark.terrace", "demo.remark.delivery", "demo.remark.quote", "demo.remark.noise", "demo.remark.daughter",
	"demo.remark.invoice", "demo.remark.recommended", "demo.remark.lease", "demo.remark.spare_parts", "demo.remark.tuesdays",
}
