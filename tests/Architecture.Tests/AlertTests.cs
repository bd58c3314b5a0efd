using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Moderation.Architecture.Tests;

/// <summary>Whoever is woken reads what it means and what to do, in their language and on the operators' page.</summary>
public partial class AlertTests
{
    private static readonly (string Name, string Text)[] Alerts =
    [
        .. Tree.Read("infra/observe/rules.yml")
            .Split("- alert: ")
            .Skip(1)
            .Select(rule => (Name: rule.Split('\n')[0].Trim(), Text: rule)),
    ];

    [Fact]
    public void Every_alert_says_what_it_means_and_what_to_do_in_Vietnamese_and_English()
    {
        Assert.True(Alerts.Length > 8, $"only {Alerts.Length} alerts were found");
        Assert.All(Alerts, alert =>
        {
            foreach (var text in new[] { "vi", "en", "todo_vi", "todo_en" })
                Assert.Matches($"(?m)^          {text}: ", alert.Text);
            Assert.Matches(Vietnamese(), alert.Text);
        });
    }

    [Fact]
    public void Every_alert_is_explained_to_operators()
    {
        var page = Page.All.Single(page => page.Path == "docs/operating.md").Text;
        Assert.All(Alerts, alert => Assert.Contains($"| `{alert.Name}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_raises_an_alarm_does_so_by_Prometheuss_own_reckoning_and_what_does_not_does_not()
    {
        try
        {
            var (code, said) = await Command.RunAsync("promtool", ["test", "rules", "infra/observe/rules.test.yml"]);
            Assert.True(code == 0, said);
        }
        catch (Win32Exception)
        {
            Assert.Fail("promtool is missing. Install it and all else that the tests need with: ./infra/test.sh --up");
        }
    }

    [GeneratedRegex("[ăâđêôơưạảấầẩậắặẻếềểệịọỏốồổộớờởợụủứừửựỳỷ]", RegexOptions.None, 1000)]
    private static partial Regex Vietnamese();
}
