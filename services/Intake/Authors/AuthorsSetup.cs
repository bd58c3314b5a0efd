using Moderation.ServiceDefaults;

namespace Moderation.Intake.Authors;

public static class AuthorsSetup
{
    public static void AddAuthors(this WebApplicationBuilder builder)
    {
        builder.AddOptions<KeyOptions>("Keys");
        builder.Services.AddSingleton<AuthorKeyDerivation>();
        builder.Services.AddSingleton<PhoneCipher>();
        builder.Services.AddSingleton<ContactCipher>();
    }
}
