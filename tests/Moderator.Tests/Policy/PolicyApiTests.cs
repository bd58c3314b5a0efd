using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Policy;

public sealed class PolicyApiTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_change_is_a_new_version_with_its_author_and_its_difference_and_can_be_reverted()
    {
        using var client = await moderator.SignedInAsync("Người đặt ngưỡng", Role.Senior);
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Phiên bản"] = new JsonObject { ["automaticApproval"] = false }
        );
        var first = (await client.PolicyAsync())["version"]!.GetValue<int>();
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Phiên bản"] = new JsonObject { ["automaticApproval"] = true }
        );

        var versions = await (await client.GetAsync("/api/policy/versions")).JsonAsync();
        var second = versions
            .GetProperty("items")
            .EnumerateArray()
            .First(v =>
                v.GetProperty("changes")
                    .EnumerateArray()
                    .Any(c =>
                        c.GetProperty("path").GetString() == "sections.Phiên bản.automaticApproval"
                        && c.TryGetProperty("before", out _)
                    )
            );
        Assert.Equal("Người đặt ngưỡng", second.GetProperty("changedBy").GetString());
        Assert.False(second.GetProperty("changes")[0].GetProperty("before").GetBoolean());
        Assert.True(second.GetProperty("changes")[0].GetProperty("after").GetBoolean());

        var current = (await client.PolicyAsync())["version"]!.GetValue<int>();
        using var reverted = await client.PostAsJsonAsync($"/api/policy/versions/{first}/revert", new { version = current });
        // Tests beside this one may have come between; then it is refused, and nothing is changed.
        if (reverted.StatusCode != HttpStatusCode.Conflict)
        {
            var answer = await reverted.JsonAsync();
            Assert.Equal(first, answer.GetProperty("revertsTo").GetInt32());
            Assert.False(
                answer
                    .GetProperty("settings")
                    .GetProperty("sections")
                    .GetProperty("Phiên bản")
                    .GetProperty("automaticApproval")
                    .GetBoolean()
            );
            // What others had set meanwhile is put back.
            using var back = await client.PostAsJsonAsync(
                $"/api/policy/versions/{current}/revert",
                new { version = answer.GetProperty("version").GetInt32() }
            );
        }

        var old = await (await client.GetAsync($"/api/policy/versions/{first}")).JsonAsync();
        Assert.False(
            old.GetProperty("settings")
                .GetProperty("sections")
                .GetProperty("Phiên bản")
                .GetProperty("automaticApproval")
                .GetBoolean()
        );
        using var unknown = await client.GetAsync("/api/policy/versions/1000000");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            moderator.ExecuteAsync("UPDATE policy_versions SET content = '{}' WHERE version = @first", new { first })
        );
    }

    [Fact]
    public async Task A_change_of_an_older_version_is_refused_and_says_who_came_between()
    {
        using var client = await moderator.SignedInAsync("Người đến sau", Role.Senior);
        var seen = await client.PolicyAsync();
        await client.ChangePolicyAsync(settings =>
            settings["sections"]!["Xung đột"] = new JsonObject { ["newAuthorComments"] = 1 }
        );

        using var response = await client.PutAsJsonAsync(
            "/api/policy",
            new { version = seen["version"], settings = seen["settings"] }
        );

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = await response.JsonAsync();
        Assert.Equal("policy-changed", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("version").GetInt32() > seen["version"]!.GetValue<int>());
        Assert.NotEmpty(problem.GetProperty("changedBy").GetString()!);
    }

    [Fact]
    public async Task Settings_that_make_no_sense_are_refused_with_every_member_in_both_languages_and_change_nothing()
    {
        using var client = await moderator.SignedInAsync("Người đặt sai", Role.Senior);
        var policy = await client.PolicyAsync();
        var settings = policy["settings"]!.AsObject();
        settings["thresholds"]!["toxicity"] = new JsonObject { ["hold"] = 0.9, ["reject"] = 0.8 };
        settings["thresholds"]!["spam"] = new JsonObject { ["hold"] = 0, ["reject"] = 1.2 };
        settings["thresholds"]!["constructive"] = new JsonObject { ["hold"] = 0.5, ["reject"] = 0.9 };
        settings["thresholds"]!.AsObject().Remove("hate");
        settings["newAuthorComments"] = -1;
        settings["sections"]!["Sai"] = new JsonObject
        {
            ["thresholds"] = new JsonObject
            {
                ["spam"] = new JsonObject { ["hold"] = 0.7, ["reject"] = 0.7 },
            },
        };
        settings["sections"]!["Rỗng"] = null;
        settings["articles"]!["có dấu"] = new JsonObject();

        using var response = await client.PutAsJsonAsync("/api/policy", new { version = policy["version"], settings });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.JsonAsync()).GetProperty("errors");
        foreach (
            var (member, code) in new[]
            {
                ("thresholds.toxicity", "thresholds-cross"),
                ("thresholds.spam", "threshold-out-of-range"),
                ("thresholds.constructive", "threshold-unexpected"),
                ("thresholds.hate", "thresholds-missing"),
                ("newAuthorComments", "new-author-comments-out-of-range"),
                ("sections.Sai.thresholds.spam", "thresholds-cross"),
                ("sections", "section-invalid"),
                ("articles", "article-invalid"),
            }
        )
        {
            Assert.Equal(code, errors.GetProperty(member)[0].GetProperty("code").GetString());
            Assert.NotEqual(
                errors.GetProperty(member)[0].GetProperty("vi").GetString(),
                errors.GetProperty(member)[0].GetProperty("en").GetString()
            );
        }
        Assert.Null((await client.PolicyAsync())["settings"]!["sections"]!["Sai"]);
    }

    [Theory]
    [InlineData("""{"version":1,"settings":{}}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"settings":null}""")]
    public async Task Settings_that_leave_something_out_are_refused(string body)
    {
        using var client = await moderator.SignedInAsync($"Người gửi thiếu {body.Length}", Role.Senior);

        using var response = await client.PutAsync("/api/policy", new StringContent(body, null, "application/json"));

        Assert.Equal("malformed-request", await response.CodeAsync());
    }

    [Fact]
    public async Task Moderators_read_the_policy_and_only_seniors_change_it()
    {
        using var client = await moderator.SignedInAsync("Người chỉ đọc");
        var policy = await client.PolicyAsync();

        using var response = await client.PutAsJsonAsync(
            "/api/policy",
            new { version = policy["version"], settings = policy["settings"] }
        );

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (response.StatusCode, await response.CodeAsync()));
    }

    [Fact]
    public async Task A_senior_with_sections_sets_these_and_their_articles_alone()
    {
        using var client = await moderator.SignedInAsync("Trưởng ban riêng", Role.Senior, "Ban riêng");
        await moderator.SendAsync("Ban riêng", "Bài của ban riêng.", article: "bai-ban-rieng");
        await moderator.SendAsync("Ban khác", "Bài của ban khác.", article: "bai-ban-khac");

        await client.ChangePolicyAsync(settings =>
        {
            settings["sections"]!["Ban riêng"] = new JsonObject { ["newAuthorComments"] = 3 };
            settings["articles"]!["bai-ban-rieng"] = new JsonObject { ["automaticApproval"] = false };
        });

        foreach (
            var change in new Action<JsonObject>[]
            {
                settings => settings["newAuthorComments"] = 7,
                settings => settings["sections"]!["Ban riêng.Con"] = new JsonObject { ["newAuthorComments"] = 7 },
                settings => settings["articles"]!["bai-ban-khac"] = new JsonObject { ["automaticApproval"] = true },
                settings => settings["articles"]!["bai-chua-ai-biet"] = new JsonObject { ["automaticApproval"] = true },
            }
        )
        {
            await Testing.Eventually.IsTrueAsync("the change is refused", async () =>
            {
                var policy = await client.PolicyAsync();
                change(policy["settings"]!.AsObject());
                using var response = await client.PutAsJsonAsync(
                    "/api/policy",
                    new { version = policy["version"], settings = policy["settings"] }
                );
                Assert.False(response.IsSuccessStatusCode);
                return await response.CodeAsync() == "other-section";
            });
        }
    }

    [Fact]
    public async Task A_senior_with_sections_changes_thresholds_beside_those_of_other_sections()
    {
        using var all = await moderator.SignedInAsync("Trưởng ban chung", Role.Senior);
        using var own = await moderator.SignedInAsync("Trưởng ban ngưỡng", Role.Senior, "Ban ngưỡng");

        await all.ChangePolicyAsync(settings => settings["sections"]!["Ban ngưỡng khác"] = Thresholds(0.4));
        await own.ChangePolicyAsync(settings => settings["sections"]!["Ban ngưỡng"] = Thresholds(0.5));

        var sections = (await own.PolicyAsync())["settings"]!["sections"]!;
        Assert.Equal(0.4, (double)sections["Ban ngưỡng khác"]!["thresholds"]!["spam"]!["hold"]!);
        Assert.Equal(0.5, (double)sections["Ban ngưỡng"]!["thresholds"]!["spam"]!["hold"]!);

        static JsonObject Thresholds(double hold) =>
            new()
            {
                ["thresholds"] = new JsonObject
                {
                    ["spam"] = new JsonObject { ["hold"] = hold, ["reject"] = 0.9 },
                },
            };
    }
}
