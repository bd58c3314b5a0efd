using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

/// <summary>Name and title are as public as the content, and are judged as it is, with the shipped model.</summary>
public sealed class NameTests : IDisposable
{
    private const string Polite = "Cảm ơn tòa soạn, bài viết rất hay và bổ ích. Mong báo có thêm nhiều bài như vậy.";

    /// <summary>From here on, what a name or a title says alone counts.</summary>
    private const float LeastAlone = 0.7f;

    private readonly CommentScorer _scorer = new(
        ModelFile.Load(Path.Combine(AppContext.BaseDirectory, "Models", "open.model"))
    );

    public void Dispose() => _scorer.Dispose();

    [Theory]
    [InlineData("Đồ ngu như bò", ScoreLabel.Toxicity)]
    [InlineData("Địt mẹ mày", ScoreLabel.Toxicity)]
    [InlineData("Thằng chó Hùng", ScoreLabel.Toxicity)]
    [InlineData("Giết hết bọn nó đi", ScoreLabel.Toxicity, ScoreLabel.Hate)]
    [InlineData("Vay tiền nhanh Zalo 0912345678", ScoreLabel.Spam)]
    public void What_stands_in_a_name_or_a_title_is_scored_and_marked_beside_a_polite_content(
        string said,
        params ScoreLabel[] labels
    )
    {
        foreach (var field in new[] { CommentField.Name, CommentField.Title })
        {
            var (scores, spans) = _scorer.Judge(Comment(field, said), "");

            Assert.Contains(labels, label => scores[label] >= LeastAlone);
            Assert.Contains(spans, span => span.Field == field && labels.Contains(span.Label));
            Assert.All(spans.Where(span => span.Field == field), span => Assert.InRange(span.End, 1, said.Length));
        }
    }

    [Theory]
    [InlineData("Nguyễn Văn Dũng")]
    [InlineData("Tuấn Anh 1985")]
    [InlineData("Trần Thị Bích Ngọc")]
    [InlineData("Cô giáo làng")]
    [InlineData("Nông dân Đồng Tháp")]
    [InlineData("Bạn đọc")]
    public void An_ordinary_name_changes_no_score(string name) =>
        Assert.Equal(
            _scorer.Judge(Comment(CommentField.Name, ""), "").Scores,
            _scorer.Judge(Comment(CommentField.Name, name), "").Scores
        );

    private static CommentText Comment(CommentField field, string said) =>
        new()
        {
            Name = field == CommentField.Name ? said : "Lê An",
            Title = field == CommentField.Title ? said : "Cảm ơn",
            Content = Polite,
        };
}
