using Moderation.Intake.Submissions;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>One more copy of Intake beside that of the running system, which trusts no browser on this machine.</summary>
internal static class IntakeCopy
{
    /// <param name="system">Whose database, broker and keys it has.</param>
    /// <param name="settings">What it does otherwise.</param>
    public static ServiceUnderTest<SubmissionStore> Of(RunningSystem system, params (string Key, string Value)[] settings)
    {
        var port = FreePort.Find();
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = system.ConnectionStringOf("intake"),
            ["ConnectionStrings:RabbitMq"] = new UriBuilder(system.Broker)
            {
                UserName = "intake",
                Password = RunningSystem.Secret("RABBITMQ_PASSWORD_INTAKE"),
            }.Uri.AbsoluteUri,
            ["Intake:PublicUrl"] = $"http://127.0.0.1:{port}",
            ["Embed:PublisherUrl"] = system.Publisher.ToString(),
            ["Keys:Phone"] = RunningSystem.Secret("KEY_PHONE"),
            ["Keys:Author"] = RunningSystem.Secret("KEY_AUTHOR"),
            ["Keys:Tracking"] = RunningSystem.Secret("KEY_TRACKING"),
            ["Keys:Challenge"] = RunningSystem.Secret("KEY_CHALLENGE"),
            ["Site:Policy"] = "api-key",
            ["Site:ApiKey"] = "a key that nobody here has",
            ["Site:Challenge"] = "neither",
            ["Site:Origins:0"] = system.Site.GetLeftPart(UriPartial.Authority),
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return new ServiceUnderTest<SubmissionStore>(all, port: port);
    }
}
