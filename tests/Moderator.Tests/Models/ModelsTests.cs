using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Models;

/// <summary>A candidate is compared with the model in use on what people decided, and takes its place.</summary>
public sealed class ModelsTests(ModeratorFixture moderator)
{
    private static readonly DateTimeOffset Earlier = TimeProvider.System.GetUtcNow().AddDays(-1);

    [Fact]
    public async Task A_candidate_that_is_shown_to_tell_better_needs_no_reason()
    {
        using var senior = await moderator.SignedInAsync(Make.Unique("Trưởng ban"), Role.Senior);
        var (id, name, ids) = await JudgedAsync(senior, approved: 32, rejected: 32, isBetter: true);

        var comparison = await senior.ReadAsync($"/api/models/{id}/comparison");

        Assert.Equal((name, AnsweringClassifier.InUse), (Text(comparison, "candidate"), Text(comparison, "inUse")));
        var all = comparison.GetProperty("all");
        Assert.Equal((64, 32), (all.GetProperty("decisions").GetInt32(), all.GetProperty("rejected").GetInt32()));
        Assert.Equal(1, all.GetProperty("candidate").GetProperty("value").GetDouble());
        Assert.True(all.GetProperty("gain").GetProperty("low").GetDouble() > 0.2, all.ToString());
        Assert.True(comparison.GetProperty("isNoWorse").GetBoolean());
        var hold = comparison.GetProperty("candidateFigures").GetProperty("hold");
        Assert.Equal(1, hold.GetProperty("precision").GetProperty("rate").GetDouble());
        Assert.Equal(32, hold.GetProperty("recall").GetProperty("of").GetInt32());
        var spam = comparison.GetProperty("labels").EnumerateArray().Single(label => Text(label, "name") == "spam");
        Assert.Equal(0, spam.GetProperty("missingRejected").GetInt32());
        var hate = comparison.GetProperty("labels").EnumerateArray().Single(label => Text(label, "name") == "hate");
        Assert.Equal(30, hate.GetProperty("missingRejected").GetInt32());
        Assert.False(hate.TryGetProperty("gain", out _));

        var differing = await senior.ReadAsync($"/api/models/{id}/differing");
        Assert.Equal(20, differing.GetArrayLength());
        Assert.All(differing.EnumerateArray(), one => Assert.Contains(one.GetProperty("id").GetGuid(), ids));
        Assert.NotEqual("", Text(differing[0].GetProperty("text"), "content"));

        using var promoted = await senior.PostAsJsonAsync($"/api/models/{id}/promote", new { });
        Assert.Equal(HttpStatusCode.OK, promoted.StatusCode);
        var (_, body) = moderator.Classifier.Asked.Single(asked => asked.What == $"{id}/promote");
        Assert.StartsWith("AUC +", Text(body, "why"), StringComparison.Ordinal);
        var line = (await senior.ReadAsync("/api/models/log"))
            .GetProperty("items")
            .EnumerateArray()
            .First(one => Text(one, "subject") == name);
        Assert.Equal("promote", Text(line, "kind"));
    }

    [Fact]
    public async Task With_few_decisions_nothing_is_shown_as_proof_and_promotion_asks_why()
    {
        using var senior = await moderator.SignedInAsync(Make.Unique("Trưởng ban"), Role.Senior);
        var (id, name, ids) = await JudgedAsync(senior, approved: 3, rejected: 2, isBetter: true);

        var comparison = await senior.ReadAsync($"/api/models/{id}/comparison");
        var all = comparison.GetProperty("all");
        Assert.Equal(
            (5, 27, 28),
            (
                all.GetProperty("decisions").GetInt32(),
                all.GetProperty("missingApproved").GetInt32(),
                all.GetProperty("missingRejected").GetInt32()
            )
        );
        Assert.False(all.TryGetProperty("gain", out _));
        Assert.False(comparison.TryGetProperty("candidateFigures", out _));

        foreach (var why in new[] { null, "", " \u200b" })
        {
            using var refused = await senior.PostAsJsonAsync($"/api/models/{id}/promote", new { why });
            Assert.Equal((HttpStatusCode.BadRequest, "reason-required"), (refused.StatusCode, await refused.CodeAsync()));
        }
        using var promoted = await senior.PostAsJsonAsync(
            $"/api/models/{id}/promote",
            new { why = "Mô hình cũ bỏ sót quá nhiều" }
        );
        Assert.Equal(HttpStatusCode.OK, promoted.StatusCode);
        Assert.Equal(
            "Mô hình cũ bỏ sót quá nhiều",
            Text(moderator.Classifier.Asked.Single(asked => asked.What == $"{id}/promote").Body, "why")
        );

        // What is taken back is no decision any more.
        var decision = await moderator.ReadAsync<Guid>(
            "SELECT id FROM decisions WHERE comment_id = @Id AND moderator_id IS NOT NULL",
            new { Id = ids[0] }
        );
        using var undone = await senior.UndoAsync(decision);
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        all = (await senior.ReadAsync($"/api/models/{id}/comparison")).GetProperty("all");
        Assert.Equal(4, all.GetProperty("decisions").GetInt32());

        // Nor does what was decided before a model was trained say anything of it.
        var later = moderator.Classifier.Add(name, TimeProvider.System.GetUtcNow().AddHours(1));
        all = (await senior.ReadAsync($"/api/models/{later}/comparison")).GetProperty("all");
        Assert.Equal(0, all.GetProperty("decisions").GetInt32());
    }

    [Fact]
    public async Task Thresholds_that_were_shown_go_with_the_model_and_come_back_with_the_one_before()
    {
        using var senior = await moderator.SignedInAsync(Make.Unique("Trưởng ban"), Role.Senior);
        var (id, name, _) = await JudgedAsync(senior, approved: 2, rejected: 2, isBetter: true);
        var fit = await senior.ReadAsync($"/api/models/{id}/thresholds");
        Assert.Equal(296, fit.GetProperty("missing").GetInt32());
        Assert.All(
            fit.GetProperty("rows").EnumerateArray(),
            row => Assert.Equal(row.GetProperty("before").GetDouble(), row.GetProperty("after").GetDouble())
        );
        Assert.Equal("policy-changed", (await PromoteAsync(senior, id, hold: 0.5, late: true)).Code);
        Assert.Equal("invalid-policy", (await PromoteAsync(senior, id, hold: 0.95)).Code);
        Assert.DoesNotContain(moderator.Classifier.Asked, asked => asked.What == $"{id}/promote");

        // Tests that run at the same time change other parts of the policy; who comes second reads again.
        var (version, hold) = (0, 0.5);
        await Eventually.IsTrueAsync("the thresholds are set", async () =>
            (version = (await PromoteAsync(senior, id, hold += 0.001)).Version) > 0
        );
        Assert.Equal(name, Text(await senior.ReadAsync($"/api/policy/versions/{version}"), "fittedTo"));
        using var other = await senior.PostAsJsonAsync("/api/models/roll-back", new { });
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        // The model in use is another than the one that they were fitted to.
        Assert.Equal(0, await TakenBackAsync(version));

        await Eventually.IsTrueAsync("the thresholds are those from before", async () =>
        {
            if ((version = (await PromoteAsync(senior, id, hold += 0.001)).Version) == 0)
                return false;
            await moderator.ExecuteAsync(
                """
                ALTER TABLE policy_versions DISABLE TRIGGER policy_versions_are_append_only;
                UPDATE policy_versions SET fitted_to = @InUse WHERE version = @version;
                ALTER TABLE policy_versions ENABLE TRIGGER policy_versions_are_append_only
                """,
                new { AnsweringClassifier.InUse, version }
            );
            using var back = await senior.PostAsJsonAsync("/api/models/roll-back", new { why = "Giữ quá nhiều" });
            Assert.Equal(HttpStatusCode.OK, back.StatusCode);
            return await TakenBackAsync(version) == 1;
        });
        var kinds = (await senior.ReadAsync("/api/models/log"))
            .GetProperty("items")
            .EnumerateArray()
            .Where(one => Text(one, "subject") is { } subject && (subject == name || subject == AnsweringClassifier.InUse))
            .Select(one => Text(one, "kind"))
            .ToHashSet();
        Assert.All(
            ["promote", "thresholds-fitted", "roll-back", "thresholds-taken-back"],
            kind => Assert.Contains(kind, kinds)
        );
    }

    [Fact]
    public async Task Names_stand_for_people_and_a_reason_is_asked_for_before_anything_is_done()
    {
        using var senior = await moderator.SignedInAsync(Make.Unique("Trưởng ban"), Role.Senior);
        var me = await moderator.ReadAsync<Guid>("SELECT id FROM moderators ORDER BY created_at DESC, id DESC LIMIT 1", new { });
        var id = moderator.Classifier.Add(Make.Unique("model"), Earlier, me);

        using var watcher = await moderator.SignedInAsync(Make.Unique("Người vận hành"), Role.Operator);
        var models = await watcher.ReadAsync("/api/models");
        Assert.Equal(
            await moderator.ReadAsync<string>("SELECT name FROM moderators WHERE id = @me", new { me }),
            Text(models.GetProperty("people"), me.ToString())
        );
        Assert.Equal(3, (await watcher.ReadAsync("/api/models/feedback")).GetProperty("count").GetInt32());
        using var texts = await watcher.GetAsync($"/api/models/{id}/differing");
        Assert.Equal(HttpStatusCode.Forbidden, texts.StatusCode);

        foreach (var path in new[] { "train", $"{id}/shadow", $"{id}/retire" })
        {
            using var refused = await senior.PostAsJsonAsync($"/api/models/{path}", new { why = "  " });
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-reason"), (refused.StatusCode, await refused.CodeAsync()));
            using var done = await senior.PostAsJsonAsync($"/api/models/{path}", new { why = "  Thử xem " });
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }
        Assert.Equal(
            ["Thử xem"],
            moderator.Classifier.Asked.Where(asked => asked.What == $"{id}/retire").Select(asked => Text(asked.Body, "why"))
        );
        using var unknown = await senior.PostAsJsonAsync("/api/models/999999/shadow", new { why = "thử" });
        Assert.Equal((HttpStatusCode.NotFound, "no-such-model"), (unknown.StatusCode, await unknown.CodeAsync()));
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();

    /// <summary>A candidate, and comments that it and the model in use scored, decided by a person.</summary>
    private async Task<(long Id, string Name, Guid[] Comments)> JudgedAsync(
        HttpClient person,
        int approved,
        int rejected,
        bool isBetter
    )
    {
        var (name, article) = (Make.Unique("candidate"), Make.Unique("so-sanh"));
        var comments = Enumerable
            .Range(0, approved + rejected)
            .Select(i => (Submitted: Make.Under(article, content: $"Bình luận số {i} của bài."), IsRejected: i >= approved, i))
            .ToList();
        await Task.WhenAll(
            comments.Select(async one =>
            {
                await moderator.SendAsync(one.Submitted);
                await moderator.SendAsync(
                    Make.Classified(one.Submitted.CommentId, toxicity: one.i % 5 / 20f) with
                    {
                        Shadow = new ShadowScores
                        {
                            Model = name,
                            Scores = new Scores(
                                (ScoreLabel.Spam, one.IsRejected == isBetter ? 0.95f : 0.05f),
                                (ScoreLabel.Toxicity, 0.01f),
                                (ScoreLabel.Hate, 0.01f)
                            ),
                        },
                    }
                );
            })
        );
        var ids = comments.Select(one => one.Submitted.CommentId).ToArray();
        await Eventually.IsTrueAsync("all wait", async () =>
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM comments WHERE id = ANY(@ids) AND status = 'pending'",
                new { ids }
            ) == ids.Length
        );
        await DecideAsync(person, ids[..approved], new { commentIds = ids[..approved], outcome = "approve" });
        await DecideAsync(
            person,
            ids[approved..],
            new
            {
                commentIds = ids[approved..],
                outcome = "reject",
                reason = "spam",
            }
        );
        return (moderator.Classifier.Add(name, Earlier), name, ids);
    }

    /// <summary>With a threshold of a section of its own.</summary>
    /// <returns>The version of the policy that came of it, or the code of the refusal.</returns>
    private static async Task<(int Version, string? Code)> PromoteAsync(
        HttpClient senior,
        long id,
        double hold,
        bool late = false
    )
    {
        var fit = (await senior.GetFromJsonAsync<JsonObject>($"/api/models/{id}/thresholds"))!;
        var (version, settings) = (fit["version"]!.GetValue<int>(), fit["settings"]!);
        settings["sections"]!["Mục có ngưỡng riêng"] = new JsonObject
        {
            ["thresholds"] = new JsonObject { ["spam"] = new JsonObject { ["hold"] = hold, ["reject"] = 0.9 } },
        };
        using var promoted = await senior.PostAsJsonAsync(
            $"/api/models/{id}/promote",
            new { why = "thử", policy = new { version = late ? version - 1 : version, settings } }
        );
        return promoted.StatusCode == HttpStatusCode.OK ? (version + 1, null) : (0, await promoted.CodeAsync());
    }

    private Task<long> TakenBackAsync(int version) =>
        moderator.ReadAsync<long>(
            "SELECT count(*) FROM policy_versions WHERE version = @version + 1 AND reverts_to = @version - 1",
            new { version }
        );

    private static async Task DecideAsync(HttpClient person, Guid[] ids, object batch)
    {
        using var decided = await person.PostAsJsonAsync("/api/batches", batch);
        Assert.Equal(ids.Length, (await decided.JsonAsync()).GetProperty("decided").GetInt32());
    }
}
