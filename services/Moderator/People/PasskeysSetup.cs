using Microsoft.AspNetCore.Identity;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

internal static class PasskeysSetup
{
    /// <summary>The framework checks passkeys; people, challenges and sessions are ours.</summary>
    public static void AddPasskeys(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<PasskeyOptions>(builder.Environment, "Passkeys");
        if (options.Origins.Count == 0 && builder.Environment.IsDevelopment())
            options = options with { IsLoopback = true };
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PasskeyStore>();
        builder.Services.AddSingleton<PasskeyChallenges>();
        builder.Services.AddSingleton<PasskeyPlace>();
        builder.Services.AddIdentityCore<Account>().AddUserStore<PasskeyAccounts>();
        builder.Services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        builder.Services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = options.EffectiveDomain;
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AttestationConveyancePreference = "none";
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && options.IsOwn(asked.Origin));
        });
    }
}
