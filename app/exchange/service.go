package exchange

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/text"
)

const (
	// longestService is the longest name, in characters, that is compared with
	// the names of services.
	longestService = 60
	// shortestNumber and shortNumber are how many digits a number has that only
	// a network knows.
	shortestNumber = 2
	shortNumber    = 4
)

// NotAPerson reports whether an entry is one of those that telephones and SIM
// cards come with, rather than somebody to care for: it has nothing but short
// numbers and service codes, or its name is that of a public service, such as
// a taxi, the police, the mailbox or the balance, in English, Spanish, Russian
// or Chinese. It would rather miss one than take a person for one: any word of
// a name that is no service's, an e-mail address, a postal address, a date or a
// relation makes a person.
func NotAPerson(p *care.Person) bool {
	if len(p.Emails)+len(p.Addresses)+len(p.Dates)+len(p.Related) > 0 {
		return false
	}
	return hasOnlyShortNumbers(p) || isService(p)
}

func hasOnlyShortNumbers(p *care.Person) bool {
	return len(p.Phones) > 0 && !slices.ContainsFunc(p.Phones, func(n care.Phone) bool { return !isShort(n.Number) })
}

// isShort reports whether a number is a short one or a service code such as
// *100#. Letters count as the digits that they stand for, and a code in front
// of a whole number, such as *31#, does not make that short.
func isShort(number string) bool {
	number = strings.TrimSpace(number)
	if n := len(number); n > 2 && strings.IndexByte("*#", number[0]) >= 0 && number[n-1] == '#' {
		return true
	}
	digits := 0
	for _, r := range number {
		if unicode.IsDigit(r) || unicode.IsLetter(r) {
			digits++
		}
	}
	return digits >= shortestNumber && digits <= shortNumber
}

// isService reports whether the name of a person is that of a service. The
// parts of the name must say nothing beyond it, and an organisation of its own
// makes it the service of a customer.
func isService(p *care.Person) bool {
	name := plainWords(p.DisplayName())
	if utf8.RuneCountInString(name) > longestService || !covered(name, false) {
		return false
	}
	words := strings.Fields(name)
	for _, part := range []string{p.Given, p.Middle, p.Family} {
		for _, w := range strings.Fields(plainWords(part)) {
			if !slices.Contains(words, w) {
				return false
			}
		}
	}
	organization := plainWords(p.Organization)
	return organization == "" || organization == name || covered(organization, true)
}

// plainWords are the words of a name in the form in which names are compared,
// with one blank between them.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// covered reports whether a text is made of services and of what goes with
// them, and of nothing else; found says that there is a service before it.
func covered(s string, found bool) bool {
	s = strings.TrimPrefix(s, " ")
	if s == "" {
		return found
	}
	if n := len(s) - len(strings.TrimLeft(s, "0123456789")); n > 0 && n <= shortNumber && covered(s[n:], found) {
		return true // the number of the service, or 24 hours
	}
	first, _ := utf8.DecodeRuneInString(s)
	for _, w := range serviceWords()[first] {
		rest, ok := strings.CutPrefix(s, w.text)
		if ok && (w.joined || rest == "" || rest[0] == ' ') && covered(rest, found || w.service) {
			return true
		}
	}
	return false
}

// serviceWord is the name of a service or a word that goes with one.
type serviceWord struct {
	text    string
	service bool
	// joined marks words of a script that has no blanks between words.
	joined bool
}

// serviceWords are all words by their first character.
var serviceWords = sync.OnceValue(func() map[rune][]serviceWord {
	words := make(map[rune][]serviceWord)
	add := func(list string, service bool) {
		for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' || r == '\t' }) {
			w := serviceWord{text: plainWords(s), service: service}
			first, _ := utf8.DecodeRuneInString(w.text)
			w.joined = unicode.Is(unicode.Han, first)
			words[first] = append(words[first], w)
		}
	}
	add(services, true)
	add(besideServices, false)
	return words
})

// services are what telephones call public services and those of a network.
// Words that are surnames, too, stand here with another word only.
const services = `
	taxi,taxis,taxi cab,cab service,minicab,police,police department,police station,emergency,emergencies,emergency call,emergency services,
	ambulance,fire brigade,fire department,fire service,fire station,coastguard,coast guard,poison control,voicemail,voice mail,mailbox,
	answering machine,directory enquiries,directory inquiries,directory assistance,yellow pages,customer service,customer services,customer care,
	customer support,call center,call centre,balance,account balance,check balance,balance check,balance enquiry,balance inquiry,top up,
	helpline,help line,helpdesk,help desk,hotline,speaking clock,roadside assistance,breakdown service,weather forecast,sms center,sms centre,
	radio taxi,radiotaxi,teletaxi,tele taxi,policía,policía nacional,policía local,guardia civil,bomberos,ambulancia,ambulancias,
	emergencia,emergencias,urgencias,protección civil,buzón,buzón de voz,correo de voz,contestador,contestador automático,
	información telefónica,información horaria,páginas amarillas,atención al cliente,atención cliente,servicio al cliente,atención a clientes,saldo,
	consulta saldo,consulta de saldo,consultar saldo,recarga,recargar,recarga de saldo,asistencia en carretera,asistencia en viaje,
	такси,полиция,милиция,скорая,скорая помощь,пожарные,пожарная,пожарная охрана,пожарная служба,пожарная часть,мчс,служба спасения,
	газовая служба,аварийная служба,экстренная служба,экстренные службы,экстренный вызов,справочная,справочная служба,справка,автоответчик,
	голосовая почта,баланс,проверка баланса,проверить баланс,узнать баланс,остаток,служба поддержки,техподдержка,поддержка клиентов,
	абонентская служба,контактный центр,контакт-центр,колл-центр,горячая линия,точное время,прогноз погоды,пополнить счёт,обещанный платёж,
	出租车,出租車,计程车,計程車,的士,打车,叫车,叫車,警察,警察局,公安,公安局,报警,報警,匪警,派出所,交警,急救,急救中心,救护车,救護車,火警,消防,消防队,消防隊,
	紧急电话,緊急電話,紧急呼叫,緊急呼叫,紧急求助,紧急救援,语音信箱,語音信箱,语音留言,語音留言,留言信箱,信箱,查号台,查號台,查號臺,号码百事通,
	客服,客户服务,客戶服務,客服热线,客服熱線,服务热线,服務熱線,投诉热线,热线,熱線,人工服务,人工服務,余额,餘額,话费查询,話費查詢,话费充值,充值,
	天气预报,天氣預報,报时台,報時台,报时,報時,道路救援`

// besideServices are the words that stand beside those, among them the names
// of networks.
const besideServices = `
	the,of,for,my,and,service,services,center,centre,number,phone,call,local,national,central,free,hour,hours,h,24h,sos,non emergency,
	de,del,la,el,los,las,y,al,mi,servicio,servicios,centro,número,teléfono,municipal,nacional,horas,gratis,gratuito,
	служба,номер,телефон,центр,вызов,городская,городское,городской,круглосуточно,и,мой,моя,
	电话,電話,号码,號碼,中心,台,服务,服務,查询,查詢,我的,本地,
	vodafone,movistar,orange,yoigo,masmovil,claro,telcel,telefónica,lycamobile,lebara,o2,t mobile,tmobile,verizon,at t,
	мтс,билайн,мегафон,теле2,tele2,mts,beeline,megafon,yota,ростелеком,
	中国移动,中國移動,移动,移動,中国联通,联通,中国电信,电信,中華電信,台灣大哥大,遠傳電信,遠傳`
