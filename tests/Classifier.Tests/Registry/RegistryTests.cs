using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Classifier.Tests.Learning;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;

namespace Moderation.Classifier.Tests.Registry;

/// <summary>Each test leaves the model of the start active.</summary>
[Collection(nameof(RegistryUnderTest))]
public class RegistryTests(RegistryUnderTest registry)
{
    [Fact]
    public async Task A_promoted_model_scores_in_every_copy_at_once_without_a_comment_unscored_and_a_rollback_too()
    {
        var name = "learnt-" + Guid.CreateVersion7();
        var id = await registry.AddAsync(name);
        // Connections that break in between hold nothing up; whoever meets one is told to try again.
        await registry.QueryAsync<bool>(
            $"""
            SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name <> '{TestDatabase.Application}'
            """
        );
        var sent = new HashSet<Guid>();
        var models = new HashSet<string>(StringComparer.Ordinal);
        using var ended = new CancellationTokenSource();
        var sending = SendAsync(sent, ended.Token);

        await Eventually.IsTrueAsync("it is promoted", async () =>
            (await registry.PostAsync($"{id}/promote", "tốt hơn rõ rệt")).StatusCode
                is HttpStatusCode.OK
                    or HttpStatusCode.Conflict
        );
        await registry.ServesAsync(name);
        var earlier = await registry.PostAsync("roll-back", "đánh dấu nhầm");
        await registry.ServesAsync(SmallModel.Name);
        await ended.CancelAsync();
        await sending;

        Assert.Equal(HttpStatusCode.OK, earlier.StatusCode);
        await Eventually.IsTrueAsync("every comment is scored", async () =>
        {
            while (await registry.Scores.BasicGetAsync("moderator-record-scores", autoAck: true) is { } message)
            {
                var scored = JsonDocument.Parse(message.Body).RootElement.GetProperty("message");
                sent.Remove(scored.GetProperty("commentId").GetGuid());
                models.Add(scored.GetProperty("model").GetString()!);
            }

            return sent.Count == 0;
        });
        Assert.Subset(new HashSet<string>([name, SmallModel.Name], StringComparer.Ordinal), models);
        var history = await registry.Copies[1].GetFromJsonAsync<JsonElement>($"operation/models/history?model={id}");
        Assert.Equal(
            ["active>retired: đánh dấu nhầm", "candidate>active: tốt hơn rõ rệt", "null>candidate: thử"],
            history.EnumerateArray().Select(Line)
        );
        Assert.Equal(HttpStatusCode.Conflict, (await registry.PostAsync("roll-back")).StatusCode);
    }

    [Fact]
    public async Task A_paused_classifier_scores_nothing_in_any_copy_and_everything_afterwards()
    {
        const string queue = "classifier-classify-comment";
        var cancel = TestContext.Current.CancellationToken;
        var sent = new HashSet<Guid>();
        using (var paused = await PauseAsync(HttpMethod.Put, new { reason = "Đổi máy chủ", by = "Lan" }))
            Assert.Equal(HttpStatusCode.NoContent, paused.StatusCode);
        await Eventually.IsTrueAsync("no copy takes comments", async () =>
            (await registry.Scores.QueueDeclarePassiveAsync(queue, cancel)).ConsumerCount == 0
        );
        using (var ended = new CancellationTokenSource())
        {
            var sending = SendAsync(sent, ended.Token);
            await Eventually.IsTrueAsync("comments wait", async () =>
                (await registry.Scores.QueueDeclarePassiveAsync(queue, cancel)).MessageCount > 0
            );
            await ended.CancelAsync();
            await sending;
        }
        using (var health = await registry.Copies[1].GetAsync("health/ready", cancel))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        using (var resumed = await PauseAsync(HttpMethod.Delete, null))
            Assert.Equal(HttpStatusCode.NoContent, resumed.StatusCode);
        await Eventually.IsTrueAsync("every comment is scored", async () =>
        {
            while (await registry.Scores.BasicGetAsync("moderator-record-scores", autoAck: true) is { } message)
                sent.Remove(
                    JsonDocument.Parse(message.Body).RootElement.GetProperty("message").GetProperty("commentId").GetGuid()
                );
            return sent.Count == 0;
        });

        async Task<HttpResponseMessage> PauseAsync(HttpMethod method, object? body)
        {
            using var request = new HttpRequestMessage(method, "operation/pauses/classifier");
            if (body is not null)
                request.Content = JsonContent.Create(body);
            return await registry.Copies[0].SendAsync(request, cancel);
        }
    }

    [Fact]
    public async Task A_damaged_or_exchanged_file_is_not_loaded_the_old_one_stays_and_the_row_says_why()
    {
        var id = await registry.AddAsync("damaged-" + Guid.CreateVersion7());
        await registry.QueryAsync<int>(
            "UPDATE models SET file = set_byte(file, 5000, 255 - get_byte(file, 5000)) WHERE id = @id",
            new { id }
        );

        var refused = await registry.PostAsync($"{id}/promote");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((422, "model-refused"), ((int)refused.StatusCode, problem.GetProperty("code").GetString()));

        // As if somebody with the database's password had made it active.
        await registry.QueryAsync<int>(
            """
            UPDATE models SET state = 'retired' WHERE state = 'active';
            UPDATE models SET state = 'active', fault = NULL WHERE id = @id;
            SELECT pg_notify('models', '');
            """,
            new { id }
        );
        var fault = await Eventually.FindAsync("the row says why", () =>
            registry.QueryAsync<string?>("SELECT fault FROM models WHERE id = @id", new { id })
        );
        Assert.Contains("SHA-256", fault, StringComparison.Ordinal);
        await registry.ServesAsync(SmallModel.Name);
        await registry.QueryAsync<int>(
            """
            UPDATE models SET state = 'retired' WHERE id = @id;
            UPDATE models SET state = 'active' WHERE shipped;
            SELECT pg_notify('models', '');
            """,
            new { id }
        );
    }

    [Fact]
    public async Task Every_state_has_its_ways_and_what_is_asked_otherwise_is_refused_in_words()
    {
        var (first, second) = (
            await registry.AddAsync("first-" + Guid.CreateVersion7()),
            await registry.AddAsync("second-" + Guid.CreateVersion7())
        );
        Assert.Equal("200", await CodeAsync($"{first}/shadow"));
        Assert.Equal("409 model-state", await CodeAsync($"{first}/shadow"));
        Assert.Equal("200", await CodeAsync($"{second}/shadow"));
        Assert.Equal("candidate", await registry.QueryAsync<string>("SELECT state FROM models WHERE id = @first", new { first }));
        Assert.Equal("200", await CodeAsync($"{second}/retire"));
        Assert.Equal("409 model-state", await CodeAsync($"{second}/retire"));
        var active = await registry.QueryAsync<long>("SELECT id FROM models WHERE state = 'active'");
        Assert.Equal("409 model-state", await CodeAsync($"{active}/retire"));
        Assert.Equal("409 model-state", await CodeAsync($"{active}/promote"));
        Assert.Equal("404 no-such-model", await CodeAsync("999999/promote"));
        Assert.Equal("400 invalid-change", await CodeAsync($"{first}/retire", " "));
        Assert.Equal("400 invalid-change", await CodeAsync($"{first}/promote", new string('x', 501)));
        using var stranger = await registry.Stranger.GetAsync("operation/models", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Empty(
            await HostileRequests.WronglyAnsweredAsync(
                registry.Copies[0],
                registry.Endpoints.Where(at => at.RoutePattern.RawText!.Contains("operation", StringComparison.Ordinal))
            )
        );

        async Task<string> CodeAsync(string path, string why = "vì vậy")
        {
            using var answer = await registry.PostAsync(path, why);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return answer.IsSuccessStatusCode ? "200" : $"{(int)answer.StatusCode} {said.GetProperty("code").GetString()}";
        }
    }

    [Fact]
    public async Task Files_that_nobody_has_used_for_long_go_and_what_such_a_model_was_stays()
    {
        var names = new[] { "idle", "young", "beside", "earlier", "used" }.Select(name => $"{name}-{Guid.CreateVersion7()}");
        var ids = new List<long>();
        foreach (var name in names)
            ids.Add(await registry.AddAsync(name));
        (await registry.PostAsync($"{ids[2]}/shadow")).EnsureSuccessStatusCode();
        (await registry.PostAsync($"{ids[3]}/promote")).EnsureSuccessStatusCode();
        (await registry.PostAsync($"{ids[4]}/promote")).EnsureSuccessStatusCode();
        await registry.QueryAsync<int>(
            "UPDATE models SET changed_at = clock_timestamp() - interval '25 hours' WHERE id = ANY(@ids) AND id <> @young",
            new { ids = ids.ToArray(), young = ids[1] }
        );

        using (var demanded = await registry.Copies[0].PostAsync("operation/retention/models/runs", null))
            Assert.Equal(HttpStatusCode.Accepted, demanded.StatusCode);
        await Eventually.IsTrueAsync("the file is gone", () =>
            registry.QueryAsync<bool>("SELECT file IS NULL FROM models WHERE id = @id", new { id = ids[0] })
        );

        var models = (await registry.Copies[1].GetFromJsonAsync<JsonElement>("operation/models")).GetProperty("models");
        var kept = models.EnumerateArray().Where(model => model.TryGetProperty("bytes", out _));
        Assert.Equal(
            [ids[4], ids[3], ids[2], ids[1]],
            kept.Select(model => model.GetProperty("id").GetInt64()).Where(ids.Contains)
        );
        foreach (var way in new[] { "promote", "shadow" })
        {
            using var refused = await registry.PostAsync($"{ids[0]}/{way}");
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((409, "model-file-removed"), ((int)refused.StatusCode, problem.GetProperty("code").GetString()));
        }

        (await registry.PostAsync($"{ids[2]}/retire")).EnsureSuccessStatusCode();
        (await registry.PostAsync("roll-back")).EnsureSuccessStatusCode();
        (await registry.PostAsync("roll-back")).EnsureSuccessStatusCode();
        await registry.ServesAsync(SmallModel.Name);
    }

    [Fact]
    public async Task An_earlier_version_scores_beside_again_as_long_as_its_file_is_whole_and_kept()
    {
        var (earlier, later) = ($"earlier-{Guid.CreateVersion7()}", $"later-{Guid.CreateVersion7()}");
        var ids = new[] { await registry.AddAsync(earlier), await registry.AddAsync(later) };
        foreach (var id in ids)
            (await registry.PostAsync($"{id}/promote")).EnsureSuccessStatusCode();
        await registry.ServesAsync(later);
        Assert.Equal("409 model-state", await RefusedAsync(ids[1]));

        using (var again = await registry.PostAsync($"{ids[0]}/shadow", "có khi bản trước hợp hơn"))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Eventually.IsTrueAsync("both score", async () =>
            await ScoredAsync() is { Shadow: { } shadow } scored && (scored.Model, shadow.Model) == (later, earlier)
        );
        var history = await registry.Copies[1].GetFromJsonAsync<JsonElement>($"operation/models/history?model={ids[0]}");
        Assert.Equal("retired>shadow: có khi bản trước hợp hơn", history.EnumerateArray().Select(Line).First());
        (await registry.PostAsync($"{ids[0]}/retire")).EnsureSuccessStatusCode();

        var whole = await registry.QueryAsync<byte[]>("SELECT file FROM models WHERE id = @id", new { id = ids[0] });
        await registry.QueryAsync<int>(
            "UPDATE models SET file = set_byte(file, 5000, 255 - get_byte(file, 5000)) WHERE id = @id",
            new { id = ids[0] }
        );
        Assert.Equal("422 model-refused", await RefusedAsync(ids[0]));
        await registry.QueryAsync<int>("UPDATE models SET file = NULL WHERE id = @id", new { id = ids[0] });
        Assert.Equal("409 model-file-removed", await RefusedAsync(ids[0]));
        Assert.Equal("409 model-file-removed", await CodeOfAsync("roll-back"));
        Assert.Equal(later, (await ScoredAsync()).Model);

        await registry.QueryAsync<int>("UPDATE models SET file = @whole WHERE id = @id", new { whole, id = ids[0] });
        (await registry.PostAsync("roll-back")).EnsureSuccessStatusCode();
        (await registry.PostAsync("roll-back")).EnsureSuccessStatusCode();
        await registry.ServesAsync(SmallModel.Name);

        Task<string> RefusedAsync(long id) => CodeOfAsync($"{id}/shadow");

        async Task<string> CodeOfAsync(string path)
        {
            using var refused = await registry.PostAsync(path);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
            return $"{(int)refused.StatusCode} {problem.GetProperty("code").GetString()}";
        }
    }

    [Fact]
    public async Task A_candidate_that_scores_beside_is_in_every_message_and_decides_nothing()
    {
        var name = "beside-" + Guid.CreateVersion7();
        var id = await registry.AddAsync(name, LearningTests.Learned.Model);
        (await registry.PostAsync($"{id}/shadow")).EnsureSuccessStatusCode();
        await Eventually.IsTrueAsync("the candidate scores beside", async () =>
            await ScoredAsync() is { Model: SmallModel.Name, Rejection: null, Shadow: { Rejection: > 0.5f } shadow }
            && shadow.Model == name
        );
        (await registry.PostAsync($"{id}/promote")).EnsureSuccessStatusCode();
        await Eventually.IsTrueAsync("what it learned is told", async () =>
            await ScoredAsync() is { Rejection: > 0.5f, Shadow: null } scored && scored.Model == name
        );
        (await registry.PostAsync("roll-back")).EnsureSuccessStatusCode();
        await registry.ServesAsync(SmallModel.Name);
    }

    /// <summary>A comment that is sent now, as it is scored.</summary>
    private async Task<CommentClassified> ScoredAsync()
    {
        var comment = ConsumerTests.Submitted("Trời hôm nay mưa to quá", "");
        await registry.SubmitAsync(comment);
        return await Eventually.FindAsync("it is scored", async () =>
        {
            while (await registry.Scores.BasicGetAsync("moderator-record-scores", autoAck: true) is { } message)
            {
                var said = JsonDocument.Parse(message.Body).RootElement.GetProperty("message");
                var scored = said.Deserialize<CommentClassified>(ContractJson.Options)!;
                if (scored.CommentId == comment.CommentId)
                    return scored;
            }

            return null;
        });
    }

    private async Task SendAsync(HashSet<Guid> sent, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var comment = ConsumerTests.Submitted("Bài hay quá", "Đường mới");
            sent.Add(comment.CommentId);
            await registry.SubmitAsync(comment);
        }
    }

    private static string Line(JsonElement change) =>
        (change.TryGetProperty("from", out var from) ? from.GetString() : "null")
        + $">{change.GetProperty("to").GetString()}: {change.GetProperty("why").GetString()}";
}
