namespace Moderation.Moderator.Bans;

public static class BansSetup
{
    public static void AddBans(this WebApplicationBuilder builder) => builder.Services.AddSingleton<BanStore>();
}
