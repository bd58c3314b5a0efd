using System.Text;
using Moderation.Classifier.Features;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

public sealed class SpanTests : IDisposable
{
    private readonly CommentScorer _scorer = new(SmallModel.Shared);

    public void Dispose() => _scorer.Dispose();

    [Theory]
    [InlineData("Đồ n.g.u, nói mãi không hiểu", "n.g.u")]
    [InlineData("Đồ n\u200Bg\u00ADu, nói mãi không hiểu", "n\u200Bg\u00ADu")]
    [InlineData("👋 đồ nguuuu!!! nói mãi không hiểu", "nguuuu")]
    [InlineData("Đồ 𝐧𝐠𝐮, nói mãi không hiểu", "𝐧𝐠𝐮")]
    public void A_disguised_insult_is_marked_as_it_was_written(string content, string insult)
    {
        var spans = _scorer
            .Explain(new CommentInput("", content, ""))
            .Spans.Where(span => span.Label == ScoreLabel.Toxicity)
            .ToList();
        Assert.Contains(spans, span =>
            span.Field == CommentField.Content && content[span.Start..span.End].Contains(insult, StringComparison.Ordinal)
        );
        var at = content.IndexOf(insult, StringComparison.Ordinal);
        Assert.Contains(spans, span => span.End == at + insult.Length);
    }

    [Fact]
    public void An_insult_in_the_title_is_marked_in_the_title()
    {
        var spans = _scorer
            .Explain(new CommentInput("đồ ngu", "đồ ngu", ""))
            .Spans.Where(span => span.Label == ScoreLabel.Toxicity)
            .ToList();
        Assert.Contains(spans, span => span.Field == CommentField.Title && span.End == 6);
        Assert.Contains(spans, span => span.Field == CommentField.Content && span.End == 6);
    }

    [Fact]
    public void Spans_stay_inside_the_text_and_decomposed_text_is_marked_whole()
    {
        foreach (var comment in SmallModel.Comments().Comments)
        {
            var content = comment.Input.Content.Normalize(NormalizationForm.FormD);
            foreach (var span in _scorer.Explain(comment.Input with { Content = content }).Spans)
            {
                Assert.True(span.Start >= 0 && span.Start < span.End && span.End <= content.Length);
                Assert.NotEqual(
                    System.Globalization.UnicodeCategory.NonSpacingMark,
                    char.GetUnicodeCategory(content[span.Start])
                );
            }
        }
    }

    [Fact]
    public void A_comment_scores_the_same_with_and_without_an_explanation()
    {
        foreach (var comment in SmallModel.Comments().Comments)
            Assert.Equal(_scorer.Score(comment.Input), _scorer.Explain(comment.Input).Scores);
    }

    [Fact]
    public void Without_its_words_from_the_strongest_on_ever_less_is_left_of_a_score()
    {
        var explained = 0;
        foreach (var comment in SmallModel.Comments().Comments)
        {
            var (scores, spans) = _scorer.Explain(comment.Input);
            foreach (var byLabel in spans.GroupBy(span => span.Label))
            {
                explained++;
                var strongest = byLabel.Max(span => span.Remaining)!.Value;
                Assert.InRange(strongest, 0, scores[byLabel.Key]!.Value);
                Assert.All(byLabel, span => Assert.InRange(span.Remaining!.Value, 0, strongest));
            }
        }

        Assert.True(explained > 10, $"only {explained} scores were explained");
    }

    [Fact]
    public void Without_its_insults_a_text_would_not_be_toxic()
    {
        const string text = "Đồ ngu, sáng nay trời mưa to ở Huế";
        var (scores, spans) = _scorer.Explain(new CommentInput("", text, ""));
        var least = spans.Where(span => span.Label == ScoreLabel.Toxicity).Min(span => span.Remaining)!.Value;
        // Of the comments that the small model knows four in ten are toxic: it finds a few words without any likely to be so.
        Assert.InRange(scores[ScoreLabel.Toxicity]!.Value, 0.7, 1);
        Assert.InRange(least, 0, 0.6);
    }

    [Fact]
    public void A_figure_is_marked_nowhere()
    {
        foreach (var comment in SmallModel.Comments().Comments)
        {
            var content = comment.Input.Content;
            Assert.DoesNotContain(_scorer.Explain(comment.Input).Spans, span =>
                span.Field == CommentField.Content && content[span.Start..span.End].All(char.IsAsciiDigit)
            );
        }
    }

    [Fact]
    public void Many_threads_get_the_scores_of_one()
    {
        var comments = SmallModel.Comments().Comments;
        var expected = comments.Select(comment => _scorer.Score(comment.Input)).ToList();
        var scored = comments
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(4)
            .Select(comment => _scorer.Score(comment.Input))
            .ToList();
        Assert.Equal(expected, scored);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" ", "\uD800")]
    [InlineData("\u200B", "!!!")]
    public void Texts_without_words_are_scored_too(string title, string content) =>
        Assert.InRange(_scorer.Explain(new CommentInput(title, content, "")).Scores[ScoreLabel.Spam]!.Value, 0, 1);
}
