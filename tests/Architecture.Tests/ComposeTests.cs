using Moderation.Architecture.Tests.Charts;

namespace Moderation.Architecture.Tests;

public class ComposeTests
{
    private static readonly string[] Servers = ["postgres", "rabbitmq"];

    public static TheoryData<string> Containers => [.. ComposeFile.Services.Keys];

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_has_limits_and_no_rights_and_writes_to_nothing_but_what_it_is_given(string name)
    {
        var container = ComposeFile.Services[name];
        Assert.Equal("true", container["read_only"]);
        Assert.Equal(["ALL"], (List<object>)container["cap_drop"]);
        Assert.Contains("no-new-privileges:true", (List<object>)container["security_opt"]);
        Assert.Matches("^[0-9]+[mg]$", (string)container["mem_limit"]);
        Assert.Matches("^[0-9]+$", (string)container["pids_limit"]);
        Assert.Contains("/tmp", (List<object>)container["tmpfs"]);
    }

    [Fact]
    public void Whatever_stays_up_says_whether_it_is_healthy_and_what_ends_by_itself_is_not_asked()
    {
        Assert.Contains("HEALTHCHECK", Tree.Read("infra/Dockerfile"), StringComparison.Ordinal);
        foreach (var (name, container) in ComposeFile.Services)
        {
            var check = container.GetValueOrDefault("healthcheck") as Dictionary<object, object>;
            var staysUp = (string)container["restart"] != "no";
            Assert.Equal(Servers.Contains(name), check?.ContainsKey("test") ?? false);
            if (container.ContainsKey("build"))
                Assert.Equal(staysUp, check is null);
        }
    }

    [Fact]
    public void Nothing_but_loopback_is_open_to_the_outside() =>
        Assert.All(
            ComposeFile.Services.Values.SelectMany(container => container.GetValueOrDefault("ports") as List<object> ?? []),
            port => Assert.StartsWith("127.0.0.1:", (string)port, StringComparison.Ordinal)
        );
}
