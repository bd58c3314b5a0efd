using System.Text;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Moderation.Classifier.Tests;

public class ConsumerTests(ClassifierUnderTest classifier)
{
    [Fact]
    public async Task Every_submitted_comment_is_classified_and_a_second_delivery_gives_the_same()
    {
        var comments = SmallModel
            .Comments()
            .Comments.Take(200)
            .Select(c => Submitted(c.Input.Content, c.Input.Headline))
            .ToList();
        await classifier.SubmitAsync([.. comments, .. comments.Take(20)]);

        var classified = await classifier.TakeScoresAsync(220);
        Assert.Equal(comments.Select(c => c.CommentId).Order(), classified.Select(c => c.CommentId).Distinct().Order());
        Assert.All(classified, c => Assert.Equal((3, SmallModel.Name), (c.Revision, c.Model)));
        foreach (var twice in classified.GroupBy(c => c.CommentId).Where(group => group.Count() == 2))
        {
            var (first, second) = (twice.First(), twice.Last());
            Assert.Equal(first.Scores, second.Scores);
            Assert.Equal(first.Spans, second.Spans);
        }

        var insult = comments.Single(c => c.CommentId == classified.MaxBy(s => s.Scores[ScoreLabel.Toxicity])!.CommentId);
        var spans = classified.First(c => c.CommentId == insult.CommentId).Spans;
        Assert.Contains(spans, span => span is { Label: ScoreLabel.Toxicity, Field: CommentField.Content });
    }

    [Fact]
    public async Task A_comment_that_cannot_be_scored_does_not_fail_the_others_of_its_batch()
    {
        var unscorable = Submitted("Bài hay", "Đường mới") with { Text = null! };
        var others = Enumerable.Range(0, 20).Select(i => Submitted($"Bài hay {i}", "Đường mới")).ToList();
        await classifier.SubmitAsync([.. others.Take(10), unscorable, .. others.Skip(10)]);

        var classified = await classifier.TakeScoresAsync(20);
        Assert.Equal(others.Select(c => c.CommentId).Order(), classified.Select(c => c.CommentId).Order());
        await Eventually.IsTrueAsync("the batch is done with", async () =>
            await classifier.Broker.QueueDeclarePassiveAsync("classifier-classify-comment", TestContext.Current.CancellationToken)
                is { MessageCount: 0 }
        );
    }

    [Fact]
    public async Task What_was_decided_before_it_came_here_is_not_scored()
    {
        var decided = Submitted("Bài cũ", "Đường cũ") with
        {
            Archived = new ArchivedDecision { Approved = true, DecidedAt = TimeProvider.System.GetUtcNow() },
        };
        var undecided = Submitted("Bài mới", "Đường mới");
        await classifier.SubmitAsync([decided, undecided]);

        Assert.Equal(undecided.CommentId, Assert.Single(await classifier.TakeScoresAsync(1)).CommentId);
    }

    [Fact]
    public async Task With_a_damaged_model_the_service_stays_up_says_so_and_leaves_messages_in_their_queue()
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.True((await classifier.Damaged.GetAsync("health/live", cancel)).IsSuccessStatusCode);
        await Eventually.IsTrueAsync("only the model is unhealthy", async () =>
        {
            using var ready = await classifier.Damaged.GetAsync("health/ready", cancel);
            var body = await ready.Content.ReadAsStringAsync(cancel);
            return (int)ready.StatusCode == 503
                && body.Contains("\"model\":\"Unhealthy\"", StringComparison.Ordinal)
                && body.Split("Unhealthy").Length == 3;
        });

        await classifier.DamagedBroker.BasicPublishAsync(
            Topology.ExchangeOf(typeof(CommentSubmitted)),
            "",
            mandatory: true,
            new BasicProperties(),
            Encoding.UTF8.GetBytes("{}"),
            cancel
        );
        await Eventually.IsTrueAsync("the message waits", async () =>
            await classifier.DamagedBroker.QueueDeclarePassiveAsync("classifier-classify-comment", cancel)
                is { MessageCount: 1, ConsumerCount: 0 }
        );
    }

    internal static CommentSubmitted Submitted(string content, string headline) =>
        new()
        {
            CommentId = Guid.CreateVersion7(),
            Revision = 3,
            SubmittedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.FromHours(7)),
            Article = new Article { Id = "bai-1", Headline = headline },
            Text = new CommentText
            {
                Name = "Lê Văn Dũng",
                Title = "Ý kiến",
                Content = content,
            },
            Author = new AuthorKeys(),
        };
}
