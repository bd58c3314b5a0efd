using Moderation.Classifier.Data;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Spans;
using Moderation.Classifier.Training;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests.Spans;

public class WordHeadTests
{
    private static readonly MarkedComment[] Marked =
    [
        .. Enumerable
            .Range(0, 40)
            .SelectMany(i =>
                new MarkedComment[]
                {
                    new(
                        $"Đồ ngu, bài {i} hay thế mà chê",
                        1,
                        [
                            [3, 6],
                        ]
                    ),
                    new($"Bài {i} hay, cảm ơn tác giả", 0, []),
                    new(
                        $"thằng khùng nói bài {i} dở",
                        1,
                        [
                            [0, 11],
                        ]
                    ),
                }
            ),
    ];

    private static readonly ClassifierModel Model = new WordTraining(SmallModel.Settings, l2: 0.1f).AddTo(
        SmallModel.Shared,
        Marked
    );

    [Fact]
    public void A_model_that_learned_from_marked_words_marks_those()
    {
        using var scorer = new CommentScorer(Model);
        var spans = scorer
            .Explain(new CommentInput("", "Đồ n.g.u, cút đi cho khuất mắt", ""))
            .Spans.Where(span => span.Label == ScoreLabel.Toxicity);
        var span = Assert.Single(spans);
        Assert.Equal((CommentField.Content, 3, 8), (span.Field, span.Start, span.End));
    }

    [Fact]
    public void The_head_is_stored_with_the_model_and_changes_no_score()
    {
        using var alone = new CommentScorer(SmallModel.Shared);
        using var made = new CommentScorer(Model);
        using var stored = new CommentScorer(ModelFile.Read(ModelFile.Write(Model)));
        foreach (var comment in SmallModel.Comments().Comments)
        {
            Assert.Equal(alone.Score(comment.Input), made.Explain(comment.Input).Scores);
            Assert.Equal(
                made.Explain(comment.Input).Scores[ScoreLabel.Toxicity]!.Value,
                stored.Explain(comment.Input).Scores[ScoreLabel.Toxicity]!.Value,
                0.003
            );
        }

        Assert.Equal(Model.Header.Words, ModelFile.Read(ModelFile.Write(Model)).Header.Words);
    }

    [Fact]
    public void Weights_without_their_head_are_refused()
    {
        Assert.Throws<ModelRefusedException>(() =>
            new ClassifierModel(SmallModel.Shared.Header, SmallModel.Shared.Weights, new float[SmallModel.Settings.Slots])
        );
        Assert.Throws<ModelRefusedException>(() => new ClassifierModel(Model.Header, Model.Weights));
        Assert.Throws<ModelRefusedException>(() => new ClassifierModel(Model.Header, Model.Weights, new float[5]));
    }

    [Fact]
    public void Measures_count_characters_over_all_and_comment_by_comment()
    {
        var measures = SpanMeasures.Of([
            ([true, true, false, false], [true, false, true, false]),
            ([false, false], [false, false]),
            ([false, true], [false, false]),
        ]);
        Assert.Equal(1.0 / 2, measures.Precision, 1e-9);
        Assert.Equal(1.0 / 3, measures.Recall, 1e-9);
        Assert.Equal(2.0 / 5, measures.F1, 1e-9);
        Assert.Equal((0.5 + 1 + 0) / 3, measures.MeanF1, 1e-9);
        Assert.Equal((0.4 + (8.0 / 11)) / 2, measures.MacroF1, 1e-9);
    }
}
