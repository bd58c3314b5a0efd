using Moderation.ServiceDefaults;

namespace Moderation.Intake.Embeds;

public static class EmbedsSetup
{
    public static void AddEmbeds(this WebApplicationBuilder builder) => builder.AddOptions<EmbedOptions>("Embed");
}
