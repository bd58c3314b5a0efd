using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Classifier.Learning;
using Moderation.Classifier.Tests.Registry;
using Moderation.Testing;
using Xunit;

namespace Moderation.Classifier.Tests.Learning;

[Collection(nameof(RegistryUnderTest))]
public class LearningApiTests(RegistryUnderTest registry)
{
    [Fact]
    public async Task A_training_makes_a_candidate_one_at_a_time_and_one_that_cannot_learn_says_why_in_both_languages()
    {
        registry.Moderator.Decisions = Task.FromResult<IReadOnlyList<DecidedComment>>([.. Newsroom.Decisions().Take(10)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await registry.PostAsync("train", "")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await registry.PostAsync("train", "mười quyết định")).StatusCode);
        var refused = await EndedAsync();
        Assert.Equal("refused", refused.GetProperty("state").GetString());
        Assert.Equal("too-few-decisions", refused.GetProperty("fault").GetProperty("code").GetString());
        Assert.Contains("ít nhất", refused.GetProperty("fault").GetProperty("vi").GetString(), StringComparison.Ordinal);

        var suggestion = new
        {
            comment = new { text = "Bài viết hay, cảm ơn tòa soạn đã đăng." },
            attributeScores = new { TOXICITY = new { summaryScore = new { value = 0 } } },
        };
        using var suggested = JsonContent.Create(suggestion, options: JsonSerializerOptions.Default);
        (await registry.Stranger.PostAsync("v1alpha1/comments:suggestscore", suggested)).EnsureSuccessStatusCode();
        var gate = new TaskCompletionSource<IReadOnlyList<DecidedComment>>(TaskCreationOptions.RunContinuationsAsynchronously);
        registry.Moderator.Decisions = gate.Task;
        var begun = await registry.PostAsync("train", "hằng tuần");
        var second = await registry.Copies[1].PostAsJsonAsync("operation/models/train", new { why = "cùng lúc" });
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (begun.StatusCode, second.StatusCode));
        Assert.Equal("running", (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        gate.SetResult(Newsroom.Decisions());
        var done = await EndedAsync();

        Assert.Equal(("done", 1), (done.GetProperty("state").GetString(), done.GetProperty("done").GetDouble()));
        Assert.Equal(Newsroom.Count, done.GetProperty("decisions").GetInt32());
        var models = await registry.Copies[1].GetFromJsonAsync<JsonElement>("operation/models");
        var model = models
            .GetProperty("models")
            .EnumerateArray()
            .Single(m => m.GetProperty("id").GetInt64() == done.GetProperty("model").GetInt64());
        Assert.Equal(("candidate", true), (model.GetProperty("state").GetString(), model.GetProperty("rejection").GetBoolean()));
        Assert.Equal("hằng tuần", model.GetProperty("why").GetString());
        Assert.Equal(Newsroom.Count / 4, model.GetProperty("decisions").GetProperty("rejected").GetInt32());
        Assert.True(model.GetProperty("figures").GetProperty("gain").GetProperty("low").GetDouble() > 0);
        Assert.Equal(
            ["decisions", "feedback"],
            model.GetProperty("sources").EnumerateArray().TakeLast(2).Select(source => source.GetProperty("file").GetString())
        );
    }

    [Fact]
    public async Task A_training_whose_end_is_just_being_written_is_not_called_interrupted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var ending = await registry.Database.Source.OpenConnectionAsync(cancellation);
        var id = await ending.ExecuteScalarAsync<long>("INSERT INTO trainings (why) VALUES ('vừa xong') RETURNING id");
        await using var transaction = await ending.BeginTransactionAsync(cancellation);
        await ending.ExecuteAsync(
            "UPDATE trainings SET state = 'refused', fault = 'one-outcome', ended_at = clock_timestamp() WHERE id = @id",
            new { id },
            transaction
        );

        var looking = new TrainingStore(registry.Database.Source).LastAsync(cancellation);
        await Eventually.IsTrueAsync("whoever looks waits for the end", async () =>
        {
            await using var connection = await registry.Database.Source.OpenConnectionAsync(cancellation);
            return looking.IsCompleted
                || await connection.ExecuteScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
                );
        });
        await transaction.CommitAsync(cancellation);

        Assert.Equal((id, TrainingState.Refused), ((await looking)!.Id, (await looking)!.State));
    }

    private async Task<JsonElement> EndedAsync()
    {
        JsonElement training = default;
        await Eventually.IsTrueAsync("the training has ended", async () =>
        {
            training = await registry.Copies[1].GetFromJsonAsync<JsonElement>("operation/models/training");
            return training.GetProperty("state").GetString() != "running";
        });
        return training;
    }
}
