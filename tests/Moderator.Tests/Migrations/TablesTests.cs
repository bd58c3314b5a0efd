using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using DbUp;
using Moderation.Contracts;
using Moderation.Moderator.Policy;
using Moderation.Moderator.Review;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Migrations;

/// <summary>A database with a column a label and thresholds under the settings themselves, taken over by this version.</summary>
public sealed class TablesTests : IAsyncLifetime
{
    private const string OldComment = """
        INSERT INTO comments (id, revision, status, article_id, section, name, title, content, submitted_at, received_at,
            queued_at, spam, toxicity, hate, constructive, spans, model, classified_at, scored_at)
        SELECT @id, 1, 'pending', 'bai', 'Thời sự', 'Trần Bình', 'Ý kiến', 'Cầu mới thông xe.', now(), now(),
            now() - interval '1 hour', s.spam, s.toxicity, s.hate, s.constructive, '[]', 'old-1', s.at, s.at
        FROM (SELECT 1) AS one
            LEFT JOIN (SELECT 0.125, @toxicity::real, 0.2, 0.75, now()) AS s (spam, toxicity, hate, constructive, at)
            ON @toxicity::real IS NOT NULL
        """;

    private OwnModerator _own = null!;
    private readonly Guid _calm = Guid.CreateVersion7();
    private readonly Guid _risky = Guid.CreateVersion7();
    private readonly Guid _unscored = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        _own = await OwnModerator.CreateEmptyAsync("tables");
        var upgraded = DeployChanges
            .To.PostgresqlDatabase(_own.Database.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(RecordingStore).Assembly, name =>
                name.Contains(".Migrations.", StringComparison.Ordinal)
                && string.CompareOrdinal(name, "Moderation.Moderator.Migrations.0008") < 0
            )
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(upgraded.Successful, upgraded.Error?.Message);
        await FillAsync();
        await _own.StartAsync();
        await _own.SignInAsync("Người nâng cấp");
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;

    [Fact]
    public async Task Scores_and_policies_of_the_version_before_are_read_and_revert()
    {
        var queue = await _own.Client.ReadAsync("/api/queue?queue=pending&order=risk");
        Assert.Equal([_risky, _calm, _unscored], Ids(queue));
        Assert.Equal([_risky, _unscored, _calm], Ids(await _own.Client.ReadAsync("/api/queue?queue=pending&order=mix")));
        Assert.Equal([_risky], Ids(await _own.Client.ReadAsync("/api/queue?queue=pending&label=toxicity&minScore=0.5")));
        Assert.Equal(
            """{"spam":0.125,"toxicity":0.9,"hate":0.2,"constructive":0.75}""",
            queue.GetProperty("items")[0].GetProperty("scores").GetRawText()
        );
        Assert.False(queue.GetProperty("items")[2].TryGetProperty("scores", out _));
        Assert.Equal(3, queue.GetProperty("counts").GetProperty("pending").GetInt32());
        await Eventually.IsTrueAsync("old comments can be searched", async () =>
            Ids(await _own.Client.ReadAsync("/api/queue?queue=pending&q=cau+moi+thong+xe")).Length == 3
        );

        var policy = await _own.Client.ReadAsync("/api/policy");
        Assert.Equal(2, policy.GetProperty("version").GetInt32());
        Assert.Equal(0.7, Hold(policy.GetProperty("settings"), "hate"));
        Assert.Equal(0.4, Hold(policy.GetProperty("settings").GetProperty("sections").GetProperty("Thể. thao"), "spam"));
        var newest = (await _own.Client.ReadAsync("/api/policy/versions")).GetProperty("items")[0].GetProperty("changes");
        Assert.Equal(
            ["automaticApproval", "thresholds.hate.hold", "sections.Thể. thao.thresholds.spam.hold"],
            newest.EnumerateArray().Select(change => change.GetProperty("path").GetString())
        );

        using var reverted = await _own.Client.PostAsJsonAsync("/api/policy/versions/1/revert", new { version = 2 });
        var first = await reverted.JsonAsync();
        Assert.Equal(3, first.GetProperty("version").GetInt32());
        Assert.Equal(0.6, Hold(first.GetProperty("settings"), "hate"));
    }

    [Fact]
    public async Task What_a_copy_of_the_version_before_still_writes_is_read()
    {
        var late = Guid.CreateVersion7();
        await using var connection = await _own.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(OldComment, new { id = late, toxicity = (float?)0.95f });

        var queue = await _own.Client.ReadAsync("/api/queue?queue=pending&order=risk");
        Assert.Equal(late, Ids(queue)[0]);
        Assert.Equal(0.95f, queue.GetProperty("items")[0].GetProperty("scores").GetProperty("toxicity").GetSingle());

        var (hate, constructive) = await connection.QuerySingleAsync<(float, float)>(
            """
            INSERT INTO comments (id, revision, status, scores, risk, scored_at)
            VALUES (gen_random_uuid(), 1, 'awaitingText', '{"hate":0.5}', 0.5, now()) RETURNING hate, constructive
            """
        );
        Assert.Equal((0.5f, 0f), (hate, constructive));
    }

    private async Task FillAsync()
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(OldComment, new { id = _calm, toxicity = (float?)0.1f });
        await connection.ExecuteAsync(OldComment, new { id = _risky, toxicity = (float?)0.9f });
        await connection.ExecuteAsync(OldComment, new { id = _unscored, toxicity = (float?)null });
        var first = OldSettings();
        var second = OldSettings();
        second["automaticApproval"] = true;
        second["hate"]!["hold"] = 0.7;
        second["sections"] = new JsonObject
        {
            ["Thể. thao"] = new JsonObject
            {
                ["spam"] = new JsonObject { ["hold"] = 0.4, ["reject"] = 0.9 },
            },
            ["Thời sự"] = new JsonObject { ["newAuthorComments"] = 1 },
        };
        await connection.ExecuteAsync(
            "INSERT INTO policy_versions (version, content, changes) VALUES (@version, @content::jsonb, @changes::jsonb)",
            new[]
            {
                (version: 1, content: first.ToJsonString(), changes: "[]"),
                (
                    version: 2,
                    content: second.ToJsonString(),
                    changes: """
                    [{"path":"automaticApproval","before":false,"after":true},{"path":"hate.hold","before":0.6,"after":0.7},
                     {"path":"sections.Thể. thao.spam.hold","after":0.4}]
                    """
                ),
            }.Select(row => new
            {
                row.version,
                row.content,
                row.changes,
            })
        );
    }

    /// <summary>The settings as they were: each label's thresholds beside the other members.</summary>
    private static JsonObject OldSettings()
    {
        var settings = JsonSerializer.SerializeToNode(new PolicySettings(), ContractJson.Options)!.AsObject();
        foreach (var (label, thresholds) in settings["thresholds"]!.AsObject())
            settings[label] = thresholds!.DeepClone();
        settings.Remove("thresholds");
        return settings;
    }

    private static Guid[] Ids(JsonElement queue) =>
        [.. queue.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    private static double Hold(JsonElement settings, string label) =>
        settings.GetProperty("thresholds").GetProperty(label).GetProperty("hold").GetDouble();
}
