using Moderation.Contracts;
using Moderation.Moderator.Lists;
using Moderation.Text;

namespace Moderation.Moderator.Tests.Lists;

public sealed class TermMatcherTests
{
    [Theory]
    [InlineData("ngu", "đồ ngu", "ngu")]
    [InlineData("ngu", "Đồ N.G.U quá", "N.G.U")]
    [InlineData("ngu", "nguuuu thế", "nguuuu")]
    [InlineData("ngu", "n\u200Bg\u200Bu", "n\u200Bg\u200Bu")]
    [InlineData("óc chó", "ÓC   CHÓ thật", "ÓC   CHÓ")]
    [InlineData("óc chó", "óc-chó", "óc-chó")]
    [InlineData("óc chó", "óc 👍 chó", "óc 👍 chó")]
    [InlineData("sim số đẹp", "bán sim.số.đẹp", "sim.số.đẹp")]
    [InlineData("không ra gì", "ko ra j cả", "ko ra j")]
    [InlineData("🖕", "xin 🖕🏻 chào", "🖕")]
    [InlineData("zalo", "nhắn ZaL0 nhé", "ZaL0")]
    public void A_term_is_found_as_it_is_written_and_leads_to_what_was_written(string term, string text, string stretch)
    {
        var hit = Assert.Single(Find(text, (ListKind.Banned, term)));

        Assert.Equal((term, stretch, false), (hit.Term, text[hit.Start..hit.End], hit.Weak));
    }

    [Theory]
    [InlineData("cặc", "các bạn")]
    [InlineData("lồn", "lớn lên")]
    [InlineData("ngu", "cá ngư, người ngủ")]
    [InlineData("ngu", "nguyên, trung ngusa")]
    [InlineData("óc chó", "óc. Chó sủa")]
    [InlineData("óc chó", "óc con chó")]
    public void A_differing_word_a_part_of_a_word_and_another_sentence_are_no_hits(string term, string text) =>
        Assert.Empty(Find(text, (ListKind.Banned, term)));

    [Theory]
    [InlineData("cặc", "cac ban")]
    [InlineData("óc chó", "oc chó")]
    public void Without_its_diacritics_a_term_is_a_weak_hit(string term, string text) =>
        Assert.True(Assert.Single(Find(text, (ListKind.Banned, term))).Weak);

    [Fact]
    public void An_allowed_term_takes_back_what_overlaps_it_and_nothing_else()
    {
        (ListKind, string)[] lists =
        [
            (ListKind.Suspect, "bình dương"),
            (ListKind.Allowed, "Thái Bình Dương"),
            (ListKind.Allowed, "lớn"),
            (ListKind.Banned, "lon"),
        ];

        Assert.Empty(Find("bờ Thái Bình Dương", lists));
        Assert.Equal("Bình Dương", StretchOf("Thái Bình Dương, tỉnh Bình Dương", lists));
        // The word stands there as the list has it: a name that was written without diacritics is no excuse.
        Assert.Equal("lon", StretchOf("lon", lists));
    }

    [Fact]
    public void Terms_within_terms_and_over_one_another_are_all_found()
    {
        var hits = Find(
            "mua bán sim số đẹp",
            (ListKind.Suspect, "bán sim"),
            (ListKind.Suspect, "sim số đẹp"),
            (ListKind.Suspect, "sim"),
            (ListKind.Suspect, "mua bán sim rác")
        );

        Assert.Equal(["bán sim", "sim", "sim số đẹp"], hits.Select(h => h.Term).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_finds_what_a_search_for_each_term_finds()
    {
        var random = new Random(20_261_124);
        string[] syllables = ["ba", "bà", "bá", "ca", "cá", "da", "đa", "ga"];
        string Phrase(int most) =>
            string.Join(' ', Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => syllables[random.Next(syllables.Length)]));
        for (var round = 0; round < 200; round++)
        {
            var terms = Enumerable.Range(0, 12).Select(_ => Phrase(3)).Distinct(StringComparer.Ordinal).ToArray();
            var text = Phrase(30);

            var found = Find(text, [.. terms.Select(term => (ListKind.Banned, term))])
                .Where(h => !h.Weak)
                .Select(h => (h.Term, h.Start))
                .Order();

            Assert.Equal(
                terms.SelectMany(term => Starts($" {text} ", $" {term} ").Select(start => (term, start))).Order(),
                found
            );
        }

        static IEnumerable<int> Starts(string text, string term)
        {
            for (
                var at = text.IndexOf(term, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(term, at + 1, StringComparison.Ordinal)
            )
                yield return at;
        }
    }

    private static string StretchOf(string text, params (ListKind, string)[] lists) =>
        Assert.Single(Find(text, lists)) is var hit ? text[hit.Start..hit.End] : "";

    private static List<TermHit> Find(string text, params (ListKind, string)[] lists)
    {
        var hits = new List<TermHit>();
        new TermMatcher(lists).Find(MatchingText.Of(text), CommentField.Content, hits);
        return hits;
    }
}
