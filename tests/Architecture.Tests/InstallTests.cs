using System.Text.RegularExpressions;
using Moderation.Architecture.Tests.Charts;

namespace Moderation.Architecture.Tests;

/// <summary>What <c>infra/install.sh</c> would do to a server, as it says itself.</summary>
public sealed partial class InstallTests : IDisposable
{
    private const string Settings = """
        COMMENTS_HOST='binhluan.bao.vn'
        CONSOLE_HOST='kiemduyet.bao.vn'
        CONSOLE_NETWORKS='203.0.113.0/24 2001:db8::/32'
        SITE_ORIGIN='https://www.bao.vn'
        SITE_WEBHOOK='https://www.bao.vn/webhooks/comments'
        COMMENT_URL='https://www.bao.vn/bai-viet/{articleId}#bl-{commentId}'
        DEMO_HOST='demo.bao.vn'
        CONTACT='mailto:bientap@bao.vn'
        TLS_CERTIFICATE='/etc/ssl/moderation.pem'
        TLS_KEY='/etc/ssl/private/moderation.key'
        BACKUP_FOLDER='/var/backups/moderation'
        BACKUP_NIGHTS='14'
        """;

    private static readonly string[] Promises =
    [
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=\n",
        "User=",
        "SystemCallFilter=~@privileged",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moderation-install-");

    [Fact]
    public async Task Every_variable_of_every_service_is_read_and_none_is_missing_that_it_needs()
    {
        var files = await FilesAsync(Settings);
        foreach (var (service, project) in ServiceSettings.Projects)
        {
            var settings = new ServiceSettings(project);
            foreach (var path in (string[])[$"/etc/moderation/{service}.env", $"/etc/moderation/{service}-owner.env"])
            {
                if (!files.TryGetValue(path, out var file))
                    continue;
                var names = Variable().Matches(file).Select(match => match.Groups["name"].Value).ToList();
                Assert.Equal(file.Split('\n').Length, names.Count);
                Assert.DoesNotContain(names, name => !settings.Reads(name));
                Assert.Empty(settings.NeededVariables.Except(names));
            }
        }
        Assert.Equal(10, files.Keys.Count(path => path.EndsWith(".env", StringComparison.Ordinal)));
        Assert.DoesNotMatch("Password=[^<]|Key='[^<]", string.Concat(files.Values));
    }

    [Fact]
    public async Task Units_are_sound_and_confined_and_nginx_lets_nobody_in_to_what_is_inside()
    {
        var files = await FilesAsync(Settings);
        var units = files.Where(f => f.Key.StartsWith("/etc/systemd/system/moderation-", StringComparison.Ordinal)).ToList();
        Assert.Equal(12, units.Count);
        foreach (var (path, text) in units)
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder.FullName, Path.GetFileName(path)),
                // What is not there cannot be run; the rest of the unit is looked at.
                Program().Replace(text, "ExecStart=/bin/true${rest}"),
                TestContext.Current.CancellationToken
            );
            if (path.EndsWith(".service", StringComparison.Ordinal))
                foreach (var promise in Promises)
                    Assert.Contains(promise, text, StringComparison.Ordinal);
        }
        if (File.Exists("/usr/bin/systemd-analyze"))
        {
            var (code, said) = await Command.RunAsync(
                "systemd-analyze",
                ["verify", "--man=no", "--recursive-errors=no", .. Directory.GetFiles(_folder.FullName, "moderation-*")]
            );
            Assert.True((code, said.Trim()) == (0, ""), said);
        }
        var nginx = files["/etc/nginx/conf.d/moderation.conf"];
        Assert.Equal(3, Regex.Count(nginx, "location \\^~ /operation/ \\{ return 404; \\}"));
        Assert.Equal(3, Regex.Count(nginx, "proxy_set_header X-Forwarded-For \\$remote_addr;"));
        Assert.DoesNotContain("proxy_add_x_forwarded_for", nginx, StringComparison.Ordinal);
        Assert.Contains("allow 2001:db8::/32;\n    deny all;", nginx, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONSOLE_HOST='kiemduyet.bao.vn'", "CONSOLE_HOST='x; return 200'", "CONSOLE_HOST")]
    [InlineData("CONSOLE_HOST='kiemduyet.bao.vn'", "CONSOLE_HOST='binhluan.bao.vn'", "must be different")]
    [InlineData("SITE_ORIGIN='https://www.bao.vn'", "SITE_ORIGIN='http://www.bao.vn/'", "SITE_ORIGIN")]
    [InlineData("BACKUP_NIGHTS='14'", "BACKUP_NIGHTS='0'", "BACKUP_NIGHTS")]
    [InlineData("TLS_KEY='/etc/ssl/private/moderation.key'", "", "TLS_KEY")]
    [InlineData("bai-viet/{articleId}#bl-{commentId}", "bai-viet", "COMMENT_URL")]
    public async Task Settings_that_are_wrong_are_named_before_anything_is_done(string right, string wrong, string says)
    {
        var (code, said) = await DryRunAsync(Settings.Replace(right, wrong, StringComparison.Ordinal));
        Assert.True(code == 1 && said.Contains(says, StringComparison.Ordinal), said);
        Assert.DoesNotContain("would", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_demo_there_is_none_and_what_it_is_asked_wrongly_it_does_not_do()
    {
        var files = await FilesAsync(Settings.Replace("DEMO_HOST='demo.bao.vn'", "", StringComparison.Ordinal));
        Assert.DoesNotContain(files.Keys, path => path.Contains("site", StringComparison.Ordinal));
        var backup = files["/etc/systemd/system/moderation-backup.service"];
        Assert.Contains("\"MODERATION_DATABASES=intake classifier moderator publisher\"", backup, StringComparison.Ordinal);

        string[][] misunderstood = [["--unistall"], ["--uninstall", "--all"], ["--dry-run"], ["--from"]];
        foreach (var arguments in misunderstood)
        {
            var (code, said) = await Command.RunAsync("infra/install.sh", arguments);
            Assert.True(code == 2, said);
        }
    }

    [Fact]
    public async Task Every_script_can_be_read_by_bash() =>
        Assert.Equal(
            (0, ""),
            await Command.RunAsync("bash", ["-c", "for f in infra/*.sh infra/lib/*.sh; do bash -n \"$f\"; done"])
        );

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The files that it would write, by their paths.</summary>
    private async Task<Dictionary<string, string>> FilesAsync(string settings)
    {
        var (code, said) = await DryRunAsync(settings);
        Assert.True(code == 0, said);
        return Written()
            .Matches(said)
            .ToDictionary(
                file => file.Groups["path"].Value,
                file => string.Join('\n', file.Groups["line"].Captures.Select(line => line.Value)),
                StringComparer.Ordinal
            );
    }

    private async Task<(int Code, string Said)> DryRunAsync(string settings)
    {
        var path = Path.Combine(_folder.FullName, "install.env");
        await File.WriteAllTextAsync(path, settings, TestContext.Current.CancellationToken);
        return await Command.RunAsync("infra/install.sh", ["--dry-run", path]);
    }

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    [GeneratedRegex("^would write: (?<path>\\S+) .*\n(  \\| (?<line>.*)\n)*", Plain, 5_000)]
    private static partial Regex Written();

    [GeneratedRegex("^(?<name>\\w+)='[^']*'$", Plain, 5_000)]
    private static partial Regex Variable();

    [GeneratedRegex("^ExecStart=\\S+(?<rest>.*)$", Plain, 5_000)]
    private static partial Regex Program();
}
