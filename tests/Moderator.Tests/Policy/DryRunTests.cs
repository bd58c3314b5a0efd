using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Policy;

public sealed class DryRunTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Settings_are_tried_on_what_people_decided_before_they_are_saved()
    {
        // A person with a section sees only what was decided there.
        using var client = await moderator.SignedInAsync("Người chạy thử", Role.Senior, "Chạy thử");
        var good = await moderator.SendAsync("Chạy thử", "Bài viết hay.");
        var bad = await moderator.SendAsync("Chạy thử", "Bài viết dở.");
        var link = await moderator.SendAsync("Chạy thử", "Xem t.me/abc");
        var undone = await moderator.SendAsync("Chạy thử", "Chưa quyết.");
        var elsewhere = await moderator.SendAsync("Chỗ khác", "Không thấy.");
        using var others = await moderator.SignedInAsync("Người quyết trước khi thử");
        await others.DecideAsync(good, "approve");
        await others.DecideAsync(bad, "reject", "offTopic");
        await others.DecideAsync(link, "reject", "spam");
        await others.DecideAsync(elsewhere, "approve");
        var edited = await moderator.SendAsync("Chạy thử", "Sửa rồi mới đăng.");
        using var inOtherWords = await others.PostAsJsonAsync(
            $"/api/comments/{edited}/decision",
            new
            {
                outcome = "approve",
                revision = 1,
                edit = new { content = "Đã sửa." },
            }
        );
        Assert.Equal(HttpStatusCode.OK, inOtherWords.StatusCode);
        using var decided = await others.DecideAsync(undone, "approve");
        using var taken = await others.UndoAsync(await decided.DecisionIdAsync());
        var settings = (await client.PolicyAsync())["settings"]!.AsObject();
        settings["sections"]!["Chạy thử"] = new JsonObject
        {
            ["automaticApproval"] = true,
            ["contacts"] = new JsonObject
            {
                ["phones"] = true,
                ["emails"] = true,
                ["bankAccounts"] = true,
                ["links"] = false,
            },
        };

        using var response = await client.PostAsJsonAsync("/api/policy/dry-run", new { settings, days = 7 });

        var answer = await response.JsonAsync();
        Assert.Equal(3, answer.GetProperty("examined").GetInt32());
        Assert.Equal(
            (1, 2, 0),
            (Count(answer, "approve", "approve"), Count(answer, "approve", "reject"), Count(answer, "hold", "reject"))
        );
        var errors = answer.GetProperty("errors").GetProperty("all");
        Assert.Equal((2, 3), (errors.GetProperty("count").GetInt32(), errors.GetProperty("of").GetInt32()));
        Assert.InRange(
            errors.GetProperty("rate").GetDouble(),
            errors.GetProperty("low").GetDouble(),
            errors.GetProperty("high").GetDouble()
        );
        Assert.Equal(3, answer.GetProperty("changed").GetInt32());
        var sides = answer.GetProperty("sample").EnumerateArray().Single(s => s.GetProperty("id").GetGuid() == link);
        Assert.Equal(
            ("hold", "approve", "reject"),
            (sides.GetProperty("now").GetString(), sides.GetProperty("then").GetString(), sides.GetProperty("person").GetString())
        );
        Assert.Equal(
            ("hold", "approve"),
            (sides.GetProperty("outcomeNow").GetString(), sides.GetProperty("outcomeThen").GetString())
        );
        Assert.Null((await client.PolicyAsync())["settings"]!["sections"]!["Chạy thử"]);
    }

    [Fact]
    public async Task A_period_is_tried_and_it_is_told_how_far_it_has_come()
    {
        using var client = await moderator.SignedInAsync("Người thử một khoảng", Role.Senior, "Thử khoảng");
        var (before, within) = (
            await moderator.SendAsync("Thử khoảng", "Trước."),
            await moderator.SendAsync("Thử khoảng", "Trong.")
        );
        using var others = await moderator.SignedInAsync("Người quyết theo khoảng");
        (await others.DecideAsync(before, "approve")).EnsureSuccessStatusCode();
        var from = TimeProvider.System.GetUtcNow();
        (await others.DecideAsync(within, "approve")).EnsureSuccessStatusCode();
        var settings = (await client.PolicyAsync())["settings"];

        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/policy/dry-run")
        {
            Content = JsonContent.Create(new { settings, from }),
            Headers = { Accept = { new("application/x-ndjson") } },
        };
        using var response = await client.SendAsync(asked, TestContext.Current.CancellationToken);

        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal((1, 1), (lines[0].GetProperty("examined").GetInt32(), lines[0].GetProperty("of").GetInt32()));
        Assert.Equal(1, lines[1].GetProperty("answer").GetProperty("examined").GetInt32());
        using var till = await client.PostAsJsonAsync("/api/policy/dry-run", new { settings, to = from });
        Assert.Equal(1, (await till.JsonAsync()).GetProperty("examined").GetInt32());
        foreach (
            var (period, code) in new (object, string)[]
            {
                (new { settings, from, to = from }, "period-empty"),
                (new { settings, days = 7, from }, "days-beside-period"),
                (new { settings }, "days-out-of-range"),
            }
        )
        {
            using var refused = await client.PostAsJsonAsync("/api/policy/dry-run", period);
            var error = (await refused.JsonAsync()).GetProperty("errors").EnumerateObject().Single();
            Assert.Equal(code, error.Value[0].GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task It_looks_back_one_to_thirty_days(int days)
    {
        using var client = await moderator.SignedInAsync($"Người nhìn lại {days} ngày", Role.Senior);

        using var response = await client.PostAsJsonAsync(
            "/api/policy/dry-run",
            new { settings = (await client.PolicyAsync())["settings"], days }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            "days-out-of-range",
            (await response.JsonAsync()).GetProperty("errors").GetProperty("days")[0].GetProperty("code").GetString()
        );
    }

    private static int Count(JsonElement answer, string policy, string person) =>
        answer
            .GetProperty("outcomes")
            .EnumerateArray()
            .Single(c => c.GetProperty("policy").GetString() == policy && c.GetProperty("person").GetString() == person)
            .GetProperty("count")
            .GetInt32();
}
