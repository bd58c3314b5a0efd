using System.Text.Json;
using Xunit;

namespace Moderation.Contracts.Tests;

/// <summary>A label or a reason is one row, and a row is whole.</summary>
public class TableTests
{
    [Fact]
    public void Every_label_has_one_row() =>
        Assert.Equal(Enum.GetValues<ScoreLabel>(), ScoreLabels.All.Select(row => row.Label).Order());

    [Fact]
    public void Every_reason_has_one_row() =>
        Assert.Equal(Enum.GetValues<RejectReason>(), RejectReasons.All.Select(row => row.Reason).Order());

    [Fact]
    public void Labels_have_words_of_their_own_in_both_languages() => AssertWords(ScoreLabels.All.Select(row => row.Words));

    [Fact]
    public void Reasons_have_words_and_statements_of_their_own_in_both_languages()
    {
        AssertWords(RejectReasons.All.Select(row => row.Words));
        AssertWords(RejectReasons.All.Select(row => row.Statement));
    }

    [Fact]
    public void Every_reason_has_a_digit_of_its_own()
    {
        var keys = RejectReasons.All.Select(row => row.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.InRange(key, 1, 9));
    }

    [Theory]
    [InlineData("""{"spam":0.1}""", "spam 0.1")]
    [InlineData("""{"threat":0.9,"hate":0.2,"spam":0.1}""", "spam 0.1, hate 0.2")]
    [InlineData("{}", "")]
    public void Scores_of_fewer_or_unknown_labels_are_read(string json, string read) =>
        Assert.Equal(
            read,
            string.Join(
                ", ",
                JsonSerializer
                    .Deserialize<Scores>(json, ContractJson.Options)!
                    .Select(score => FormattableString.Invariant($"{ScoreLabels.Of(score.Key).Name} {score.Value}"))
            )
        );

    [Fact]
    public void A_message_with_spans_of_an_unknown_label_is_read_without_them()
    {
        var known = """{"label":"hate","field":"content","start":1,"end":2}""";
        var message = JsonSerializer.Deserialize<CommentClassified>(
            $$"""
            {"commentId":"019ab0c1-7d10-7000-8000-000000000001","revision":1,"classifiedAt":"2026-11-24T03:04:05+00:00",
            "scores":{"threat":1},"spans":[{"label":"threat","field":"content","start":1,"end":2},{{known}}],"model":"later"}
            """,
            ContractJson.Options
        )!;

        Assert.Empty(message.Scores);
        Assert.Equal(known, JsonSerializer.Serialize(Assert.Single(message.Spans), ContractJson.Options));
    }

    [Fact]
    public void A_message_from_before_there_were_candidates_is_read_as_one_without()
    {
        var message = JsonSerializer.Deserialize<CommentClassified>(
            """
            {"commentId":"019ab0c1-7d10-7000-8000-000000000001","revision":1,"classifiedAt":"2026-11-24T03:04:05+00:00",
            "scores":{"spam":0.5},"spans":[],"model":"earlier"}
            """,
            ContractJson.Options
        )!;

        Assert.Null(message.Rejection);
        Assert.Null(message.Shadow);
    }

    [Fact]
    public void The_highest_unwanted_score_is_the_risk()
    {
        Assert.Equal(0.5f, new Scores((ScoreLabel.Spam, 0.2f), (ScoreLabel.Hate, 0.5f), (ScoreLabel.Constructive, 0.9f)).Risk);
        Assert.Equal(0, new Scores().Risk);
    }

    private static void AssertWords(IEnumerable<Words> words)
    {
        var all = words.ToList();
        foreach (var language in new[] { all.ConvertAll(w => w.Vi), all.ConvertAll(w => w.En) })
        {
            Assert.DoesNotContain(language, string.IsNullOrWhiteSpace);
            Assert.Equal(language.Count, language.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }
}
