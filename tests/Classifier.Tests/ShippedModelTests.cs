using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

public class ShippedModelTests
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "Models", "open.model");

    [Theory]
    [InlineData("Anh Dũng ở Thái Bình Dương nói đúng, các bác nên đọc kỹ bài.", null)]
    [InlineData("Mọi người cho hỏi mua vé xe buýt tháng ở đâu ạ?", null)]
    [InlineData("Đồ n.g.u, cút đi", ScoreLabel.Toxicity)]
    [InlineData("cái l.ồn má mày", ScoreLabel.Toxicity)]
    [InlineData("Cần vay tiền nhanh liên hệ zal0 0912.345.678 lãi suất 0%", ScoreLabel.Spam)]
    public void The_model_beside_the_binary_tells_the_plain_cases_apart(string content, ScoreLabel? expected)
    {
        using var scorer = new CommentScorer(ModelFile.Load(File));
        var scores = scorer.Score(new CommentInput("", content, ""));
        foreach (var label in new[] { ScoreLabel.Spam, ScoreLabel.Toxicity, ScoreLabel.Hate })
            Assert.Equal(label == expected, scores[label] >= 0.5f);
    }

    [Theory]
    [InlineData("Đồ ngu, cút đi")]
    [InlineData("Cần vay tiền nhanh gọi 0900000123, lãi suất thấp")]
    [InlineData("Cảm ơn tòa soạn, bài viết rất hay.")]
    public void What_nobody_sees_changes_no_score(string content)
    {
        using var scorer = new CommentScorer(ModelFile.Load(File));
        foreach (var hidden in new[] { "\u200B", "\u00AD", "\u2060", "\uFEFF" })
            Assert.Equal(
                scorer.Score(new CommentInput("", content, "")),
                scorer.Score(new CommentInput("", string.Join(hidden, content.AsEnumerable()), ""))
            );
    }

    [Theory]
    [InlineData("Vào k88vip.net nạp 100k tặng 100k, rút tiền 5 phút", "k88vip.net")]
    [InlineData("Xem trực tiếp bóng đá miễn phí tại https://bongda-re.top/tran-2 nhé", "https://bongda-re.top/tran-2")]
    [InlineData("Đăng ký tài khoản nhận code 58k, nạp rút nhanh, vào qua-tang-24h.vip chơi ngay", "qua-tang-24h.vip")]
    public void An_advertised_link_is_marked_whole_and_no_figure_is(string content, string link)
    {
        using var scorer = new CommentScorer(ModelFile.Load(File));
        var (scores, spans) = scorer.Explain(new CommentInput("", content, ""));
        Assert.InRange(scores[ScoreLabel.Spam]!.Value, 0.6, 1);
        var marked = spans.Where(span => span.Label == ScoreLabel.Spam).Select(span => content[span.Start..span.End]).ToList();
        Assert.Contains(link, marked);
        Assert.DoesNotContain(marked, words => words != link && words.Any(char.IsAsciiDigit));
    }

    /// <summary>What a word adds is kept from one comment to the next, but not of as many words as are met here.</summary>
    [Fact]
    public void A_score_is_that_of_the_comments_features_whatever_was_scored_before()
    {
        var model = ModelFile.Load(File);
        using var scorer = new CommentScorer(model);
        var featurizer = new Featurizer(model.Header.Features);
        CommentInput[] inputs =
        [
            new("", "Đồ n.g.u, cút đi", ""),
            new("Hỏi giá", "Cần vay tiền nhanh gọi 0900000123, vào k88vip.net", "Giá vàng tăng"),
            new("", "Cảm ơn tòa soạn, bài viết rất hay. " + new string('a', 60), "Người dân xếp hàng"),
            new("", "", ""),
        ];
        var first = inputs.Select(scorer.Score).ToList();
        for (var word = 0; word < 20_000; word++)
            scorer.Score(new CommentInput("", string.Create(3, word, static (units, number) =>
            {
                for (var i = 0; i < units.Length; i++, number /= 26)
                    units[i] = (char)('a' + (number % 26));
            }), ""));
        Assert.Equal(first, inputs.Select(scorer.Score));
        Assert.Equal(first, inputs.Select(input => scorer.Explain(input).Scores));
        foreach (var (input, scores) in inputs.Zip(first))
        {
            var vector = FeatureVector.Of(featurizer, input);
            foreach (var heads in model.Header.Heads.Index().GroupBy(head => ScoreLabels.Named(head.Item.Label)!.Label))
                Assert.Equal(heads.Max(head => ProbabilityOf(head.Index, head.Item)), scores[heads.Key]!.Value, 1e-5);

            float ProbabilityOf(int index, LabelHead head)
            {
                var weights = vector.Slots.Select(slot => model.Weights[(slot * model.Header.Heads.Count) + index]);
                return head.Probability(weights.Zip(vector.Values, (weight, value) => weight * value).Sum());
            }
        }
    }

    [Fact]
    public void It_is_small_and_names_itself_and_its_data()
    {
        var header = ModelFile.Load(File).Header;
        Assert.InRange(new FileInfo(File).Length, 1, 3_300_000);
        Assert.Equal("open-2026.11.6", header.Name);
        Assert.Equal(
            [
                "comments.vi.jsonl",
                "vimovieabsa.jsonl",
                "news-titles.jsonl",
                "ud-vtb.jsonl",
                "comments.vi.jsonl",
                "vihos.jsonl",
                "safesense-vi.jsonl",
                "fashion-tiki.jsonl",
                "news-titles.jsonl",
                "ud-vtb.jsonl",
                "sms-spam-en.jsonl",
            ],
            header.TrainedOn.Select(source => source.File)
        );
    }
}
