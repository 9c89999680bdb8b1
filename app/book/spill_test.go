package book

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSpillGivesBackWhatWasPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := newSpill()
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		var texts []string
		var spans []span
		for range rapid.IntRange(1, 20).Draw(t, "values") {
			text := rapid.StringN(0, 100, -1).Draw(t, "text")
			for range rapid.IntRange(0, 10).Draw(t, "doublings") {
				text += text
			}
			at, err := s.put(text)
			if err != nil {
				t.Fatal(err)
			}
			texts, spans = append(texts, text), append(spans, at)
		}
		for i := range spans {
			var got string
			if err := s.get(spans[i], &got); err != nil || got != texts[i] {
				t.Fatalf("value %d came back as %.40q, %v", i, got, err)
			}
		}
	})
}
