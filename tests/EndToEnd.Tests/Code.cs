using Dapper;
using Microsoft.Playwright;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>The code of a form, read as only whoever has the system's database and key can.</summary>
internal static class Code
{
    public static async Task<string> OfAsync(IPage page, RunningSystem system)
    {
        // The code is made when the browser fetches its picture, which is when it comes into view.
        await page.GetByLabel("Mã xác nhận").ScrollIntoViewIfNeededAsync();
        var id = Guid.Parse(await page.Locator("input[name=captcha]").InputValueAsync());
        await using var database = system.Database("intake");
        var captcha = await Eventually.FindAsync(
            "the picture's code is made",
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                return await connection.QuerySingleOrDefaultAsync<Captcha>(
                    "SELECT id, article_id, salt, status, expires_at, false AS expired FROM captchas WHERE id = @id",
                    new { id }
                );
            }
        );
        return new CaptchaCodes(new KeyOptions { Challenge = RunningSystem.Secret("KEY_CHALLENGE") }).CodeOf(captcha);
    }
}
